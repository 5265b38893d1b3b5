import { CONTEXT, fullEvent, minimalEvent, requiredFields } from '../testing/example-events';
import { CLEARABLE_FIELDS, SHARED_DIMENSIONS } from './event-type';
import { EVENT_TYPES, eventTypes, type EventType } from './event-types';
import { parseEvent } from './parse-event';

describe.each(EVENT_TYPES)('%s', (type) => {
  it('is accepted with its required fields alone', () => {
    const body = minimalEvent(type);
    expect(parseEvent(body, CONTEXT)).toMatchObject({ ok: true, event: { type, id: body.id } });
  });

  it('is accepted with every field it has, and keeps each', () => {
    const body = fullEvent(type);
    const parsed = parseEvent(body, CONTEXT);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    expect(Object.keys(parsed.event).sort()).toEqual(Object.keys(body).sort());
  });

  it.each(requiredFields(type))('is refused without %s', (field) => {
    const body = minimalEvent(type);
    delete body[field];
    expect(parseEvent(body, CONTEXT)).toEqual({
      ok: false,
      errors: [{ code: 'required', path: field, message: expect.stringContaining(`${field} is required`) as string }],
    });
  });

  it('is refused with a field it does not have', () => {
    const parsed = parseEvent(minimalEvent(type, { colour: 'red' }), CONTEXT);
    const names = Object.keys(eventTypes[type].shape).join(', ');
    const message = `colour is not a field of ${type}; it has ${names}.`;
    expect(parsed).toEqual({ ok: false, errors: [{ code: 'unknown_field', path: 'colour', message }] });
  });

  it('may clear a shared dimension that it does not require, a change also what changes, and no other field', () => {
    const required = requiredFields(type);
    const clearable: readonly string[] = type === 'opportunity.changed' ? CLEARABLE_FIELDS : SHARED_DIMENSIONS;
    for (const name of Object.keys(eventTypes[type].shape)) {
      const clears = clearable.includes(name) && !required.includes(name);
      const parsed = parseEvent({ ...fullEvent(type), [name]: null }, CONTEXT);
      expect({ name, ok: parsed.ok }).toEqual({ name, ok: clears });
      if (parsed.ok) expect(parsed.event).toHaveProperty(name, null);
    }
  });
});

/**
 * What senders rely on: what each type requires and may have beside the envelope. A type may gain an optional field, and
 * new types may come; neither needs an entry. docs/events.md, made from the schemas, shows every change.
 */
const CONTRACT: Record<string, [required: string, optional: string]> = {
  'lead.created': ['lead', ''],
  'lead.qualified': ['lead', 'reason'],
  'lead.disqualified': ['lead', 'reason'],
  'opportunity.created': ['opportunity', 'amount currency expected_close stage'],
  'opportunity.changed': ['opportunity', 'amount currency expected_close stage'],
  'opportunity.won': ['opportunity', 'amount currency loss_reason'],
  'opportunity.lost': ['opportunity', 'amount currency loss_reason'],
  'opportunity.reopened': ['opportunity', 'amount currency loss_reason'],
  'call.logged': ['direction outcome', 'duration_s purpose'],
  'email.sent': ['message', 'direction list priority thread'],
  'email.delivered': ['message', 'machine'],
  'email.opened': ['message', 'machine'],
  'email.clicked': ['message', 'machine'],
  'email.replied': ['message', 'machine'],
  'email.bounced': ['message', 'machine'],
  'email.unsubscribed': ['message', 'machine'],
  'meeting.scheduled': ['meeting starts_at', 'purpose'],
  'meeting.held': ['meeting', 'purpose'],
  'meeting.cancelled': ['meeting', 'purpose'],
  'meeting.no_show': ['meeting', 'purpose'],
  'time.logged': ['activity minutes rep', ''],
  'web.visited': ['page visitor', 'referrer'],
  'intent.observed': ['intent', ''],
  'survey.answered': ['score survey', 'comment'],
  'ticket.opened': ['ticket', 'priority'],
  'ticket.first_replied': ['ticket', 'priority'],
  'ticket.resolved': ['ticket', 'priority'],
  'review.posted': ['rating review site', ''],
  'review.answered': ['review', ''],
  'usage.recorded': ['account quantity', 'feature'],
  'subscription.started': ['account mrr subscription', 'currency'],
  'subscription.changed': ['account mrr subscription', 'currency'],
  'subscription.cancelled': ['subscription', 'reason'],
  'order.placed': ['account items order', 'currency'],
  'target.set': ['metric period_end period_start value', 'currency'],
  'rep.set': ['active_from rep', 'active_to'],
  'account.assigned': ['account rep', ''],
  'decision.recorded': ['title', 'author kind note'],
  'milestone.recorded': ['title', 'author kind note'],
  'event.retracted': ['target', 'reason'],
  'record.deleted': ['kind record', 'reason'],
  'record.merged': ['into kind record', 'reason'],
};

it.each(Object.entries(CONTRACT))('keeps the contract of %s', (type, [required, optional]) => {
  const envelope = ['type', 'id', 'occurred_at'];
  expect(EVENT_TYPES).toContain(type);
  const shape = eventTypes[type as EventType].shape;
  const needed = requiredFields(type as EventType).filter((name) => !envelope.includes(name));
  expect(needed.sort().join(' ')).toBe(required);
  expect(Object.keys(shape)).toEqual(expect.arrayContaining(optional.split(' ').filter(Boolean)));
});

it('gives every type the envelope', () => {
  for (const type of EVENT_TYPES) {
    const names = Object.keys(eventTypes[type].shape);
    expect(names).toEqual(expect.arrayContaining(['id', 'type', 'occurred_at', 'tags', ...SHARED_DIMENSIONS]));
  }
});
