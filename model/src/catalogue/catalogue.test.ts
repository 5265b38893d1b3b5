import { CATALOGUE, METRIC_IDS, findMetric } from './catalogue';
import { DIMENSIONS } from './dimensions';
import { facts, storedValues, type Facts } from './facts';

/** The contract's list. */
const EXPECTED = [
  'calls call_connect_rate call_answer_rate call_service_level call_duration call_time call_conversion_rate demos trainings meetings_scheduled meetings_held',
  'meeting_show_rate lead_response_time unanswered_leads days_since_activity',
  'emails_sent email_delivery_rate email_bounce_rate email_open_rate email_click_rate email_reply_rate',
  'email_unsubscribe_rate email_conversations email_conversion_rate',
  'win_rate win_rate_value sales_cycle open_opportunities pipeline_value new_opportunities closed_opportunities',
  'won_opportunities lost_opportunities won_value deal_size sales_velocity pipeline_coverage quota_attainment forecast_attainment',
  'stage_time stalled_opportunities stalled_value new_leads lead_qualification_rate lead_conversion_rate',
  'selling_time data_entry_time selling_time_share data_entry_share planning_time_share',
  'nps detractor_share csat review_rating review_response_rate ticket_volume ticket_first_response ticket_resolution',
  'ticket_reply_rate ticket_due_rate ticket_reopen_rate',
  'active_accounts mrr churn_rate revenue_churn_rate net_revenue_retention expansion_mrr customer_lifetime_value usage',
  'usage_change at_risk_accounts checkins_overdue',
  'web_visits web_visitors visit_to_lead_rate intent_signals',
  'events_ingested events_rejected reject_rate data_freshness',
].flatMap((row) => row.split(' '));

it('has the metrics of this version', () => {
  expect(new Set(METRIC_IDS).size).toBe(METRIC_IDS.length);
  expect([...METRIC_IDS].sort()).toEqual([...EXPECTED].sort());
  expect(new Set(CATALOGUE.map(({ title }) => title)).size).toBe(CATALOGUE.length);
});

it('finds a metric by its id and nothing else', () => {
  expect(findMetric('win_rate')?.title).toBe('Win rate');
  expect(findMetric('Win rate')).toBeUndefined();
  expect(findMetric('constructor')).toBeUndefined();
});

/** The contract's default minimum, by what the metric's sample consists of. */
const MINIMUM_SAMPLES: Partial<Record<string, number>> = {
  ...{ closes: 20, velocity_parts: 20 },
  ...{ nps_answers: 30, csat_answers: 30 },
  ...{ messages: 30, followed_messages: 30, calls: 30, single_calls: 30, connected_calls: 30, followed_calls: 30 },
};
/** It adds up amounts that are known for certain. */
const UNGUARDED = ['quota_attainment', 'forecast_attainment'];

describe.each(CATALOGUE)('$id', (metric) => {
  it('has a name for programs and one for people', () => {
    expect(metric.id).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(metric.title).toMatch(/^[A-Z]\S*( \S+)*$/);
  });

  it('says what it means in one sentence', () => {
    expect(metric.definition).toMatch(/^[A-Z][^.!?]*\.$/);
  });

  it('has dimensions that its facts have, each once', () => {
    const available: readonly string[] = facts[metric.facts].dimensions;
    expect(metric.dimensions.filter((name) => !available.includes(name))).toEqual([]);
    expect(new Set(metric.dimensions).size).toBe(metric.dimensions.length);
    expect(metric.dimensions.filter((name) => !DIMENSIONS.includes(name))).toEqual([]);
    expect(metric.dimensions.length).toBeGreaterThan(0);
  });

  it('guards samples as the contract says', () => {
    const unguarded = ['count', 'sum', 'level'].includes(metric.measure.kind) || UNGUARDED.includes(metric.id);
    expect(metric.minimumSample).toBe(unguarded ? 0 : (MINIMUM_SAMPLES[metric.facts] ?? 10));
  });

  it('has the unit of its kind', () => {
    const units: Record<typeof metric.measure.kind, string[]> = {
      count: ['count'],
      sum: ['money', 'hours', 'seconds', 'count'],
      ratio: ['ratio'],
      share: ['ratio'],
      score: ['score'],
      distribution: ['money', 'days', 'hours', 'seconds', 'count', 'rating'],
      level: ['count', 'money', 'days', 'seconds'],
      derived: ['ratio', 'money', 'count', 'percentage', 'factor'],
    };
    expect(units[metric.measure.kind]).toContain(metric.unit);
  });

  it('can be asked for without parameters', () => {
    expect(() => metric.parameters?.parse({})).not.toThrow();
    if (metric.windowDays === undefined) return;
    expect(metric.parameters?.parse({})).toMatchObject({ windowDays: metric.windowDays });
    expect(metric.definition).toContain(metric.windowDays === 1 ? 'within a day' : `within ${metric.windowDays} days`);
  });

  it('has a variant that one of its parameters can choose', () => {
    if (!metric.variant) return;
    const { parameter, value } = metric.variant;
    expect(metric.parameters?.parse({ [parameter]: value })).toMatchObject({ [parameter]: value });
    expect(metric.parameters?.parse({})).not.toMatchObject({ [parameter]: value });
  });

  it('says what its notice counts where facts can be left out', () => {
    if (!metric.leftOut) return;
    expect(metric.leftOut.text).toMatch(/^[a-z]/);
    expect(metric.leftOut.where).not.toBe('');
  });
});

it.each(Object.entries<Facts>(facts))('the values of %s can be listed without parameters', (_, source) => {
  expect(JSON.stringify(Object.values(storedValues(source)).flat())).not.toContain('{');
});
