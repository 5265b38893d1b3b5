import { parseEvent, type SalesEvent } from '@saleshub/model';
import { NO_PLAN } from './load-plan';
import { createPlanRules, type PlanRules } from './plan-rules';
import { planFromText } from './testing/plan-from-text';

const REPORTING = { currency: 'EUR', timeZone: 'Europe/Berlin' };
const NOW = Date.parse('2026-03-01T00:00:00Z');

function event(type: string, fields: Record<string, unknown>): SalesEvent {
  const parsed = parseEvent({ id: '1', type, occurred_at: '2026-01-05T10:00:00Z', ...fields }, { now: NOW });
  if (!parsed.ok) throw new Error(parsed.errors[0].message);
  return parsed.event;
}

const deal = (fields: Record<string, unknown>) => event('opportunity.created', { opportunity: 'd', ...fields });

describe('what a source may send', () => {
  let rules: PlanRules;
  beforeAll(async () => {
    const plan = await planFromText(`version: 1
sources:
  - name: crm
    events: [opportunity.created, opportunity.changed]
    fields: [account, amount]
  - { name: mail, namespace: crm }
`);
    rules = createPlanRules(plan, REPORTING);
  });

  it('is refused where its type is not planned', () => {
    expect(rules.apply('crm', event('lead.created', { lead: 'l' }))).toEqual({
      ok: false,
      errors: [
        {
          code: 'type_not_planned',
          path: 'type',
          message: 'type is lead.created; the tracking plan lets crm send opportunity.created, opportunity.changed.',
        },
      ],
    });
  });

  it('is refused where the source is not planned', () => {
    const refusal = { ok: false, errors: [{ code: 'source_not_planned', path: '' }] };
    expect(rules.apply('telephony', deal({}))).toMatchObject(refusal);
  });

  it('loses the fields that are not planned, but never what its type requires or the currency', () => {
    const sent = deal({ account: 'A', amount: 5, currency: 'EUR', rep: 'R', team: null, tags: ['x'], stage: 's' });
    const applied = rules.apply('crm', sent);
    expect(applied).toEqual({
      ok: true,
      event: deal({ account: 'A', amount: 5, currency: 'EUR' }),
      dropped: ['rep', 'team', 'tags', 'stage'],
    });
  });

  it('is everything where the plan names no types and fields', () => {
    const lead = event('lead.created', { lead: 'l', rep: 'R' });
    expect(rules.apply('mail', lead)).toEqual({ ok: true, event: lead, dropped: [] });
    expect(createPlanRules(NO_PLAN, REPORTING).apply('any', lead)).toEqual({ ok: true, event: lead, dropped: [] });
  });

  it('stands in the namespace that the plan names', () => {
    expect(['crm', 'mail', 'web'].map(rules.namespaceOf)).toEqual(['crm', 'crm', undefined]);
  });
});

describe('money in another currency', () => {
  let rules: PlanRules;
  beforeAll(async () => {
    const rates = 'date,currency,rate\n2026-01-01,USD,0.5\n2026-01-06,USD,0.855\n2026-01-01,JPY,0.00000000001\n';
    rules = createPlanRules(await planFromText('version: 1\nrates: rates.csv', { rates }), REPORTING);
  });
  const converted = (sent: SalesEvent) => {
    const applied = rules.apply('crm', sent);
    if (!applied.ok) throw new Error(applied.errors[0].message);
    return applied.event as unknown as Record<string, unknown>;
  };

  it.each([
    ['5', '2.5'],
    ['0.01', '0.01'],
    ['0.03', '0.02'],
    ['-0.03', '-0.02'],
    ['0', '0'],
    ['9999999999999999.99', '5000000000000000'],
    ['1234567890123456.78', '617283945061728.39'],
  ])('is multiplied exactly and rounded half away from zero: %s is %s', (amount, result) => {
    expect(converted(deal({ amount, currency: 'USD' }))).toEqual(deal({ amount: result, currency: 'EUR' }));
  });

  it('is what it was worth on the day of the business time zone', () => {
    const late = (occurred_at: string) => converted(deal({ amount: 100, currency: 'USD', occurred_at })).amount;
    expect(late('2026-01-05T22:59:59Z')).toBe('50');
    expect(late('2026-01-05T23:00:00Z')).toBe('85.5');
  });

  it('is the mrr, the items of an order and a target that has a currency', () => {
    const started = event('subscription.started', { subscription: 's', account: 'A', mrr: 3, currency: 'USD' });
    expect(converted(started)).toMatchObject({ mrr: '1.5', currency: 'EUR' });
    const items = [
      { product: 'p', quantity: 2, amount: '10' },
      { product: 'q', quantity: 1, amount: '0.5' },
    ];
    const order = event('order.placed', { order: 'o', account: 'A', items, currency: 'USD' });
    expect(converted(order).items).toEqual([
      { product: 'p', quantity: 2, amount: '5' },
      { product: 'q', quantity: 1, amount: '0.25' },
    ]);
    const period = { period_start: '2026-01-01', period_end: '2026-02-01' };
    const target = event('target.set', { metric: 'won_value', value: '1.111111', currency: 'USD', ...period });
    expect(converted(target)).toMatchObject({ value: '0.56', currency: 'EUR' });
  });

  it('is not stated by a currency alone', () => {
    expect(converted(deal({ stage: 'Demo', currency: 'GBP' }))).toEqual(deal({ stage: 'Demo' }));
  });

  it('is refused where there is no rate, with currency and date', () => {
    expect(rules.apply('crm', deal({ amount: 1, currency: 'GBP' }))).toEqual({
      ok: false,
      errors: [
        {
          code: 'currency_not_convertible',
          path: 'currency',
          message: 'currency is GBP; there is no rate of 2026-01-05 or before to convert it to EUR.',
        },
      ],
    });
  });

  it('is refused where it becomes larger than an amount may be', async () => {
    const rates = 'date,currency,rate\n2026-01-01,KWD,100\n';
    const large = createPlanRules(await planFromText('version: 1\nrates: rates.csv', { rates }), REPORTING);
    const sent = deal({ amount: '9999999999999999', currency: 'KWD' });
    expect(large.apply('crm', sent)).toMatchObject({ ok: false, errors: [{ code: 'out_of_range', path: 'amount' }] });
  });
});
