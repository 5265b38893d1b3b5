import { createPlanRules } from '../plan/plan-rules';
import { planFromText } from '../plan/testing/plan-from-text';
import { createContactHasher } from '../privacy/contact-hasher';
import type { AdmittedEvent, Door } from './door';
import { doorForTest } from './testing/door-for-test';

const REPORTING = { currency: 'EUR', timeZone: 'UTC' };
const NOW = Date.parse('2026-03-01T00:00:00Z');
const clock = () => NOW;

const body = (fields: Record<string, unknown>) => ({
  id: '1',
  type: 'opportunity.created',
  occurred_at: '2026-01-05T10:00:00Z',
  opportunity: 'd',
  ...fields,
});

function admit(door: Door, sent: unknown): AdmittedEvent {
  const admission = door.admit('crm', sent);
  if (!admission.ok) throw new Error(admission.errors[0].message);
  return admission;
}

const planOf = async (text: string, rates?: string) =>
  createPlanRules(await planFromText(`version: 1\n${text}`, rates === undefined ? {} : { rates }), REPORTING);

it('refuses what is no event, and what the plan does not allow', async () => {
  const door = doorForTest({ clock, plan: await planOf('sources: [{ name: crm, events: [lead.created] }]') });
  expect(door.admit('crm', { ...body({}), colour: 'red' })).toMatchObject({ errors: [{ code: 'unknown_field' }] });
  expect(door.admit('crm', body({}))).toMatchObject({ ok: false, errors: [{ code: 'type_not_planned' }] });
});

it('hashes who it is about and masks what was written about them', () => {
  const door = doorForTest({ clock });
  const note = 'Ada (ada@example.com, +49 30 1234567) asked for a call';
  const { event } = admit(door, {
    ...body({ contact: 'ada@example.com', visitor: 'v-1' }),
    type: 'decision.recorded',
    opportunity: undefined,
    title: 'Call ada@example.com',
    note,
  });
  expect(event).toMatchObject({
    contact: expect.stringMatching(/^[\w-]{43}$/) as string,
    visitor: expect.stringMatching(/^[\w-]{43}$/) as string,
    title: 'Call [email]',
    note: 'Ada ([email], [phone]) asked for a call',
  });
});

it('masks the query of a page, and keeps the numbers of its path', () => {
  const door = doorForTest({ clock });
  const page = 'https://example.com/articles/4930123456789?email=ada%40example.com&phone=%2B49301234567#top';
  const visit = { ...body({ visitor: 'v', page, referrer: page }), type: 'web.visited', opportunity: undefined };
  const masked = 'https://example.com/articles/4930123456789?email=[email]&phone=[phone]#top';
  expect(admit(door, visit).event).toMatchObject({ page: masked, referrer: masked });
});

it('gives a person the same hash whichever field and letters name them, and another secret another one', () => {
  const contactOf = (door: Door, contact: string) =>
    (admit(door, body({ contact })).event as { contact: string }).contact;
  const door = doorForTest({ clock });
  expect(contactOf(door, ' Ada@Example.com')).toBe(contactOf(door, 'ada@example.com'));
  expect(contactOf(door, 'C-1')).not.toBe(contactOf(door, 'c-1'));
  const other = doorForTest({ clock, secrets: ['another secret of the tests'] });
  expect(contactOf(other, 'C-1')).not.toBe(contactOf(door, 'C-1'));
  expect(admit(door, body({ contact: null })).event).toMatchObject({ contact: null });
});

it('counts what it drops, by source and field', async () => {
  const door = doorForTest({ clock, plan: await planOf('sources: [{ name: crm, fields: [amount] }]') });
  admit(door, body({ rep: 'R', amount: 1 }));
  admit(door, body({ rep: 'R', team: 'T' }));
  expect(door.dropped.read()).toEqual([
    { source: 'crm', field: 'rep', count: 2 },
    { source: 'crm', field: 'team', count: 1 },
  ]);
});

describe('the digest of an event', () => {
  const sent = body({ amount: '10', currency: 'USD', rep: 'R', contact: 'ada@example.com' });
  const rates = (rate: string) => `date,currency,rate\n2026-01-01,USD,${rate}\n`;

  it('is the same after a change of the rates, the plan or the secret, though the stored event is another', async () => {
    const door = doorForTest({ clock, plan: await planOf('rates: rates.csv', rates('0.5')) });
    const before = admit(door, sent);
    const plan = await planOf('rates: rates.csv\nsources: [{ name: crm, fields: [amount, contact] }]', rates('0.8'));
    const secrets = ['a newer secret of tests', 'a secret of the tests'] as const;
    door.change({ plan, contacts: createContactHasher(secrets) });
    const after = admit(door, sent);
    expect(before.event).toMatchObject({ amount: '5', rep: 'R' });
    expect(after.event).toMatchObject({ amount: '8' });
    expect(after.event).not.toHaveProperty('rep');
    expect((after.event as { contact: string }).contact).not.toBe((before.event as { contact: string }).contact);
    expect(after.digest).toEqual(before.digest);
  });

  it('is another for another body, also where only what is dropped differs', async () => {
    const door = doorForTest({ clock, plan: await planOf('sources: [{ name: crm, fields: [] }]') });
    const one = admit(door, body({ rep: 'R' }));
    const other = admit(door, body({ rep: 'S' }));
    expect(one.event).toEqual(other.event);
    expect(one.digest).not.toEqual(other.digest);
    expect(one.digest).toHaveLength(8);
  });

  it('cannot be made without the secret', () => {
    const other = doorForTest({ clock, secrets: ['another secret of the tests'] });
    expect(admit(other, body({})).digest).not.toEqual(admit(doorForTest({ clock }), body({})).digest);
  });
});
