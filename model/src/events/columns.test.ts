import { EVENT_COLUMNS } from './columns';
import { EVENT_TYPES, eventTypes } from './event-types';

it('has a column for each field of every type', () => {
  const columns = new Set(EVENT_COLUMNS.map(({ name }) => name));
  const fields = EVENT_TYPES.flatMap((type) => Object.keys(eventTypes[type].shape)).filter((name) => name !== 'type');
  expect(fields.filter((name) => !columns.has(name))).toEqual([]);
  expect([...columns].filter((name) => !fields.includes(name))).toEqual([]);
  expect(columns.size).toBe(EVENT_COLUMNS.length);
});

/** Rows are stored by these: a change needs a migration. */
it('has these columns in this order', () => {
  expect(EVENT_COLUMNS.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    'id: text',
    'occurred_at: time',
    'account: text',
    'opportunity: text',
    'lead: text',
    'contact: text',
    'visitor: text',
    'rep: label',
    'team: label',
    'region: label',
    'segment: label',
    'pipeline: label',
    'channel: label',
    'product: label',
    'campaign: label',
    'competitor: label',
    'origin: label',
    'tags: labels',
    'sequence: number',
    'reason: text',
    'amount: money',
    'currency: label',
    'stage: label',
    'expected_close: date',
    'loss_reason: label',
    'direction: label',
    'outcome: label',
    'duration_s: number',
    'purpose: label',
    'message: text',
    'thread: text',
    'list: label',
    'priority: label',
    'machine: flag',
    'meeting: text',
    'starts_at: time',
    'activity: label',
    'minutes: number',
    'page: text',
    'referrer: text',
    'intent: label',
    'survey: label',
    'score: small_integer',
    'comment: text',
    'ticket: text',
    'review: text',
    'site: label',
    'rating: small_integer',
    'quantity: number',
    'feature: label',
    'subscription: text',
    'mrr: money',
    'order: text',
    'items: items',
    'metric: label',
    'period_start: date',
    'period_end: date',
    'value: decimal',
    'active_from: date',
    'active_to: date',
    'title: text',
    'note: text',
    'author: text',
    'kind: label',
    'target: text',
    'record: text',
    'into: text',
  ]);
});
