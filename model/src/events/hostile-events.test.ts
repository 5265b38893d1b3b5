import { CONTEXT, minimalEvent } from '../testing/example-events';
import { EVENT_TYPES } from './event-types';
import { parseEvent } from './parse-event';

function refusal(body: unknown) {
  const parsed = parseEvent(body, CONTEXT);
  if (parsed.ok) throw new Error('It was accepted');
  return parsed.errors;
}

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'lead.created ', 'LEAD.CREATED'])(
  'does not take %j for an event type',
  (type) => {
    const message = `type is not an event type; it may be ${EVENT_TYPES.join(', ')}.`;
    expect(refusal({ id: '1', type })).toEqual([{ code: 'unknown_type', path: 'type', message }]);
  },
);

it.each([[7], [null], [['lead.created']], [{ toString: 'lead.created' }]])(
  'does not take %j for an event type either',
  (type) => {
    expect(refusal({ id: '1', type })).toMatchObject([{ code: 'unknown_type', path: 'type' }]);
  },
);

it('says which types there are when none is given', () => {
  const message = `type is required; it may be ${EVENT_TYPES.join(', ')}.`;
  expect(refusal({})).toEqual([{ code: 'required', path: 'type', message }]);
});

it.each(['__proto__', 'constructor', 'prototype', 'toString'])('refuses the field %s as any unknown one', (name) => {
  const text = JSON.stringify(minimalEvent('lead.created')).replace('{', `{"${name}":{"polluted":true},`);
  expect(refusal(JSON.parse(text))).toMatchObject([{ code: 'unknown_field', path: name }]);
  expect({}).not.toHaveProperty('polluted');
});

it('does not find required fields in a prototype', () => {
  const { lead, ...rest } = minimalEvent('lead.created');
  const body: unknown = JSON.parse(JSON.stringify(rest).replace('{', `{"__proto__":{"lead":${JSON.stringify(lead)}},`));
  expect(refusal(body)).toContainEqual({ code: 'required', path: 'lead', message: 'lead is required.' });
});

it('answers 200,000 unknown fields with 20 short reasons', () => {
  const body = minimalEvent('lead.created');
  for (let index = 0; index < 200_000; index++) body[`unknown_${index}`] = index;
  const started = performance.now();
  const errors = refusal(body);
  expect(performance.now() - started).toBeLessThan(5000);
  expect(errors).toHaveLength(20);
  expect(JSON.stringify(errors).length).toBeLessThan(20_000);
});

it('names wrong known fields before it runs out of reasons', () => {
  const body = minimalEvent('lead.created', { team: 7 });
  for (let index = 0; index < 100; index++) body[`unknown_${index}`] = index;
  expect(refusal(body)).toContainEqual({ code: 'invalid_type', path: 'team', message: 'team must be a string.' });
});

it('repeats only the beginning of the name of an unknown field', () => {
  const errors = refusal(minimalEvent('lead.created', { ['x'.repeat(1_000_000)]: 1 }));
  expect(errors[0]?.path).toBe(`${'x'.repeat(100)}…`);
  expect(JSON.stringify(errors).length).toBeLessThan(1000);
});

it('does not look into 200,000 items', () => {
  const items = Array.from({ length: 200_000 }, () => ({}));
  expect(refusal(minimalEvent('order.placed', { items }))).toEqual([
    { code: 'too_long', path: 'items', message: 'items must have at most 1000 entries.' },
  ]);
});

it('answers the reasons of 1000 bad items with 20', () => {
  const items = Array.from({ length: 1000 }, () => ({ colour: 'red' }));
  expect(refusal(minimalEvent('order.placed', { items }))).toHaveLength(20);
});

it.each(['amount', 'team', 'occurred_at', 'tags'])('refuses ten million characters or nested lists as %s', (field) => {
  const long = 'x'.repeat(10_000_000);
  let nested: unknown[] = [];
  for (let depth = 0; depth < 10_000; depth++) nested = [nested];
  const started = performance.now();
  for (const value of [long, nested]) {
    const errors = refusal(minimalEvent('opportunity.won', { [field]: value }));
    expect(errors[0]?.path.split('.')[0]).toBe(field);
    expect(JSON.stringify(errors).length).toBeLessThan(1000);
  }
  expect(performance.now() - started).toBeLessThan(5000);
});
