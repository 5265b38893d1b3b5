import { CONTEXT, minimalEvent } from '../testing/example-events';
import type { EventType } from './event-types';
import { parseEvent } from './parse-event';

const refusals: [
  name: string,
  type: EventType,
  changes: Record<string, unknown>,
  ...error: [string, string, string],
][] = [
  ['a missing id', 'lead.created', { id: undefined }, 'required', 'id', 'id is required.'],
  ['an empty id', 'lead.created', { id: '' }, 'required', 'id', 'id must not be empty.'],
  ['a number as id', 'lead.created', { id: 7 }, 'invalid_type', 'id', 'id must be a string.'],
  ['null as id', 'lead.created', { id: null }, 'invalid_type', 'id', 'id must be a string.'],
  ['a long id', 'lead.created', { id: 'x'.repeat(129) }, 'too_long', 'id', 'id must have at most 128 characters.'],
  [
    'a long dimension',
    'lead.created',
    { team: 'x'.repeat(257) },
    'too_long',
    'team',
    'team must have at most 256 characters.',
  ],
  [
    'half a character',
    'lead.created',
    { team: 'a\ud83d' },
    'invalid_text',
    'team',
    'team holds half of a surrogate pair, which is not a character.',
  ],
  [
    'a tag too many',
    'lead.created',
    { tags: Array<string>(21).fill('x') },
    'too_long',
    'tags',
    'tags must have at most 20 entries.',
  ],
  ['an empty tag', 'lead.created', { tags: ['x', ''] }, 'required', 'tags.1', 'tags.1 must not be empty.'],
  [
    'an unknown channel',
    'lead.created',
    { channel: 'pigeon' },
    'invalid_value',
    'channel',
    'channel must be one of phone, email, chat, voice, social, web, event, partner, referral, other.',
  ],
  [
    'an unknown direction',
    'call.logged',
    { direction: 'INBOUND' },
    'invalid_value',
    'direction',
    'direction must be one of inbound, outbound.',
  ],
  [
    'no outcome',
    'call.logged',
    { outcome: undefined },
    'required',
    'outcome',
    'outcome is required; it may be connected, no_answer, voicemail, busy, failed.',
  ],
  [
    'text as a duration',
    'call.logged',
    { duration_s: '60' },
    'invalid_type',
    'duration_s',
    'duration_s must be a number.',
  ],
  [
    'a negative duration',
    'call.logged',
    { duration_s: -1 },
    'out_of_range',
    'duration_s',
    'duration_s must be at least 0.',
  ],
  [
    'a call longer than a week',
    'call.logged',
    { duration_s: 604_801 },
    'out_of_range',
    'duration_s',
    'duration_s must be at most 604800.',
  ],
  ['text as a flag', 'email.opened', { machine: 'true' }, 'invalid_type', 'machine', 'machine must be a boolean.'],
  ['half a star', 'review.posted', { rating: 4.5 }, 'invalid_type', 'rating', 'rating must be an integer.'],
  ['six stars', 'review.posted', { rating: 6 }, 'out_of_range', 'rating', 'rating must be at most 5.'],
  ['no items', 'order.placed', { items: [] }, 'required', 'items', 'items must not be empty.'],
  [
    'an item without a product',
    'order.placed',
    { items: [{ quantity: 1, amount: 1 }] },
    'required',
    'items.0.product',
    'items.0.product is required.',
  ],
  [
    'an unknown field of an item',
    'order.placed',
    { items: [{ product: 'p', quantity: 1, amount: 1, colour: 'red' }] },
    'unknown_field',
    'items.0.colour',
    'items.0.colour is not a field of an item; it has product, quantity, amount.',
  ],
  [
    'a change of nothing',
    'opportunity.changed',
    { stage: undefined, tags: ['x'] },
    'no_change',
    '',
    'opportunity.changed states no change; it may state stage, amount, currency, expected_close, account, lead, contact, visitor, rep, team, region, segment, pipeline, channel, product, campaign, competitor, origin.',
  ],
  [
    'a currency in small letters',
    'opportunity.won',
    { currency: 'eur' },
    'invalid_value',
    'currency',
    'currency is not a currency code of three capital letters such as EUR.',
  ],
  [
    'a target that ends as it begins',
    'target.set',
    { period_start: '2026-01-01', period_end: '2026-01-01' },
    'out_of_range',
    'period_end',
    'period_end is 2026-01-01, not after period_start (2026-01-01).',
  ],
  [
    'a rep who leaves before coming',
    'rep.set',
    { active_from: '2026-01-02', active_to: '2026-01-01' },
    'out_of_range',
    'active_to',
    'active_to is 2026-01-01, not after active_from (2026-01-02).',
  ],
];

it.each(refusals)('refuses %s', (_, type, changes, code, path, message) => {
  const parsed = parseEvent(minimalEvent(type, changes), CONTEXT);
  expect(parsed).toEqual({ ok: false, errors: [{ code, path, message }] });
});

it.each([
  ['nps', -1, 'score must be at least 0.'],
  ['nps', 11, 'score must be at most 10.'],
  ['csat', 0, 'score is 0; a csat score is 1 to 5.'],
  ['csat', 6, 'score is 6; a csat score is 1 to 5.'],
])('refuses the %s score %d', (survey, score, message) => {
  const parsed = parseEvent(minimalEvent('survey.answered', { survey, score }), CONTEXT);
  expect(parsed).toEqual({ ok: false, errors: [{ code: 'out_of_range', path: 'score', message }] });
});

it.each([
  ['nps', 0],
  ['nps', 10],
  ['csat', 1],
  ['csat', 5],
])('accepts the %s score %d', (survey, score) => {
  expect(parseEvent(minimalEvent('survey.answered', { survey, score }), CONTEXT).ok).toBe(true);
});

it.each([
  [{ counted: 'calls', connected: 4 }, 'out_of_range', 'connected', 'connected is 4, more than count (3).'],
  [{ counted: 'emails', connected: 1 }, 'invalid_value', 'connected', 'connected is for calls.'],
  [
    { counted: 'calls', duration_s: 60 },
    'invalid_value',
    'duration_s',
    'duration_s is the time of connected calls, of which there are none.',
  ],
])('refuses the daily total %j', (fields, code, path, message) => {
  const parsed = parseEvent(minimalEvent('activity.totalled', { count: 3, ...fields }), CONTEXT);
  expect(parsed).toEqual({ ok: false, errors: [{ code, path, message }] });
});

it.each([
  ['target.set', { value: 0 }, 'out_of_range', 'value', 'value is 0; a target is more than 0.'],
  ['target.set', { value: '-5' }, 'out_of_range', 'value', 'value is -5; a target is more than 0.'],
  [
    ...['target.set', { metric: 'wins' }, 'invalid_value', 'metric'],
    'metric is not the id of a metric, such as won_value: "wins".',
  ],
  ['subscription.started', { mrr: -1 }, 'out_of_range', 'mrr', 'mrr must be at least 0.'],
] as [EventType, object, string, string, string][])('refuses %s with %j', (type, fields, code, path, message) => {
  const parsed = parseEvent(minimalEvent(type, { ...fields }), CONTEXT);
  expect(parsed).toEqual({ ok: false, errors: [{ code, path, message }] });
});

it('accepts a daily total', () => {
  const total = { counted: 'calls', count: 3, connected: 2, duration_s: 60 };
  expect(parseEvent(minimalEvent('activity.totalled', total), CONTEXT).ok).toBe(true);
});

it.each([[null], [undefined], ['{}'], [7], [true], [[]], [[{}]]])('refuses %j, which is no object', (body) => {
  const error = { code: 'not_an_object', path: '', message: 'An event is a JSON object.' };
  expect(parseEvent(body, CONTEXT)).toEqual({ ok: false, errors: [error] });
});

it('names every reason', () => {
  const parsed = parseEvent(minimalEvent('call.logged', { id: '', direction: 'up', team: 7 }), CONTEXT);
  expect(parsed).toMatchObject({ ok: false });
  expect(parsed.ok ? [] : parsed.errors.map(({ path }) => path).sort()).toEqual(['direction', 'id', 'team']);
});

it.each([['a\u0000b'], ['\u{1f680}'], [' '], ['Łódź'], ["'; DROP TABLE events; --"]])('keeps the text %j', (text) => {
  const parsed = parseEvent(minimalEvent('lead.created', { lead: text, team: text }), CONTEXT);
  expect(parsed).toMatchObject({ ok: true, event: { lead: text, team: text } });
});

it('accepts the longest texts', () => {
  const longest = { id: 'x'.repeat(128), team: 'x'.repeat(256), tags: Array<string>(20).fill('x'.repeat(256)) };
  expect(parseEvent(minimalEvent('lead.created', longest), CONTEXT).ok).toBe(true);
});
