import { createPlanRules } from './plan/plan-rules';
import { planFromText } from './plan/testing/plan-from-text';
import { createContactHasher } from './privacy/contact-hasher';
import type { AdmittedEvent, Intake } from './intake';
import { intakeForTest } from './testing/intake-for-test';

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

function admit(intake: Intake, sent: unknown): AdmittedEvent {
  const admission = intake.admit('crm', sent);
  if (!admission.ok) throw new Error(admission.errors[0].message);
  return admission;
}

const planOf = async (text: string, rates?: string) =>
  createPlanRules(await planFromText(`version: 1\n${text}`, rates === undefined ? {} : { rates }), REPORTING);

it('refuses what is no event, and what the plan does not allow', async () => {
  const intake = intakeForTest({ clock, plan: await planOf('sources: [{ name: crm, events: [lead.created] }]') });
  expect(intake.admit('crm', { ...body({}), colour: 'red' })).toMatchObject({ errors: [{ code: 'unknown_field' }] });
  expect(intake.admit('crm', body({}))).toMatchObject({ ok: false, errors: [{ code: 'type_not_planned' }] });
});

it('hashes who it is about and masks what was written about them', () => {
  const intake = intakeForTest({ clock });
  const note = 'Ada (ada@example.com, +49 30 1234567) asked for a call';
  const { event } = admit(intake, {
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
  const intake = intakeForTest({ clock });
  const page = 'https://example.com/articles/4930123456789?email=ada%40example.com&phone=%2B49301234567#top';
  const visit = { ...body({ visitor: 'v', page, referrer: page }), type: 'web.visited', opportunity: undefined };
  const masked = 'https://example.com/articles/4930123456789?email=[email]&phone=[phone]#top';
  expect(admit(intake, visit).event).toMatchObject({ page: masked, referrer: masked });
});

it('gives a person the same hash whichever field and letters name them, and another secret another one', () => {
  const contactOf = (intake: Intake, contact: string) =>
    (admit(intake, body({ contact })).event as { contact: string }).contact;
  const intake = intakeForTest({ clock });
  expect(contactOf(intake, ' Ada@Example.com')).toBe(contactOf(intake, 'ada@example.com'));
  expect(contactOf(intake, 'C-1')).not.toBe(contactOf(intake, 'c-1'));
  const other = intakeForTest({ clock, secrets: ['another secret of the tests'] });
  expect(contactOf(other, 'C-1')).not.toBe(contactOf(intake, 'C-1'));
  expect(admit(intake, body({ contact: null })).event).toMatchObject({ contact: null });
});

it('counts what it drops, by source and field', async () => {
  const intake = intakeForTest({ clock, plan: await planOf('sources: [{ name: crm, fields: [amount] }]') });
  admit(intake, body({ rep: 'R', amount: 1 }));
  admit(intake, body({ rep: 'R', team: 'T' }));
  expect(intake.dropped.read()).toEqual([
    { source: 'crm', field: 'rep', count: 2 },
    { source: 'crm', field: 'team', count: 1 },
  ]);
});

describe('the digest of an event', () => {
  const sent = body({ amount: '10', currency: 'USD', rep: 'R', contact: 'ada@example.com' });
  const rates = (rate: string) => `date,currency,rate\n2026-01-01,USD,${rate}\n`;

  it('is the same after a change of the rates, the plan or the secret, though the stored event is another', async () => {
    const intake = intakeForTest({ clock, plan: await planOf('rates: rates.csv', rates('0.5')) });
    const before = admit(intake, sent);
    const plan = await planOf('rates: rates.csv\nsources: [{ name: crm, fields: [amount, contact] }]', rates('0.8'));
    const secrets = ['a newer secret of tests', 'a secret of the tests'] as const;
    intake.change({ plan, contacts: createContactHasher(secrets) });
    const after = admit(intake, sent);
    expect(before.event).toMatchObject({ amount: '5', rep: 'R' });
    expect(after.event).toMatchObject({ amount: '8' });
    expect(after.event).not.toHaveProperty('rep');
    expect((after.event as { contact: string }).contact).not.toBe((before.event as { contact: string }).contact);
    expect(after.digest).toEqual(before.digest);
  });

  it('is another for another body, also where only what is dropped differs', async () => {
    const intake = intakeForTest({ clock, plan: await planOf('sources: [{ name: crm, fields: [] }]') });
    const one = admit(intake, body({ rep: 'R' }));
    const other = admit(intake, body({ rep: 'S' }));
    expect(one.event).toEqual(other.event);
    expect(one.digest).not.toEqual(other.digest);
    expect(one.digest).toHaveLength(8);
  });

  it('cannot be made without the secret', () => {
    const other = intakeForTest({ clock, secrets: ['another secret of the tests'] });
    expect(admit(other, body({})).digest).not.toEqual(admit(intakeForTest({ clock }), body({})).digest);
  });
});
