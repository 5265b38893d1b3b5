import { wholeIntervals } from '../calendar/calendar';
import { CALENDAR_YEAR } from '../calendar/fiscal-year';
import { findMetric } from '../catalogue/catalogue';
import { parseQuery } from '../query/parse-query';
import { alertSettings, rulesInForce } from './alert-settings';
import { evaluateRule, ruleQuery, ruleRange } from './evaluate-rule';
import { ALERT_RULES } from './rules';

const rule = (id: string) => {
  const found = ALERT_RULES.find((one) => one.id === id);
  if (!found) throw new Error(`There is no rule ${id}`);
  return found;
};

describe.each(ALERT_RULES)('$id', ({ query, context, ...asked }) => {
  it('asks a query that is answered, for one number', () => {
    expect(parseQuery(ruleQuery({ query, context, ...asked }))).toMatchObject({ output: query.output });
  });

  it('states beside it only what its query has', () => {
    for (const output of context) {
      expect(parseQuery({ ...ruleQuery({ query, context, ...asked }), output })).toMatchObject({ output });
    }
  });

  it('is quiet without data, unless silence is what it looks for', () => {
    const isSilence = ['days_since_activity', 'data_freshness'].includes(query.metric);
    expect(asked.noData === 'Alerting').toBe(isSilence);
  });

  it('has a minimum sample wherever its number is a share of few', () => {
    const metric = findMetric(query.metric);
    if (metric?.measure.kind === 'ratio') expect(metric.minimumSample).toBeGreaterThan(0);
  });
});

it('has ids that are not used twice', () => {
  expect(new Set(ALERT_RULES.map(({ id }) => id)).size).toBe(ALERT_RULES.length);
});

it.each(['2026-03-30T00:00:00Z', '2026-03-30T00:00:01Z', '2026-03-30T14:30:00Z', '2026-03-30T23:59:59Z'])(
  'counts 28 whole days at %s where cut ones are left out',
  (moment) => {
    const now = Date.parse(moment);
    const range = ruleRange(rule('win-rate-drop'), now);
    const whole = wholeIntervals(range, 'day', { timeZone: 'UTC', weekStart: 'monday', fiscalYear: CALENDAR_YEAR });
    expect(whole && (whole.to - whole.from) / 86_400_000).toBe(28);
    expect(now - ruleRange(rule('rep-silent'), now).from).toBe(86_400_000);
  },
);

it('compares each group by itself, and has no opinion of one without a number', () => {
  const answer = {
    groupBy: ['team'],
    rows: [
      { team: 'EMEA', significant_change: -0.2 },
      { team: 'APAC', significant_change: 0 },
      { team: 'LATAM', significant_change: null },
    ],
  };
  expect(evaluateRule(rule('win-rate-drop'), answer)).toEqual([
    { labels: { team: 'EMEA' }, value: -0.2, state: 'breaching' },
    { labels: { team: 'APAC' }, value: 0, state: 'normal' },
    { labels: { team: 'LATAM' }, value: null, state: 'no data' },
  ]);
});

it('fires at the threshold itself where the rule says so', () => {
  const answer = (value: number) => ({ groupBy: ['rep'], rows: [{ rep: 'Ada', value }] });
  const stateOf = (id: string, value: number) => evaluateRule(rule(id), answer(value))[0]?.state;
  expect([stateOf('rep-silent', 5), stateOf('rep-silent', 4)]).toEqual(['breaching', 'normal']);
  expect([stateOf('stalled-value', 100_000), stateOf('stalled-value', 100_001)]).toEqual(['normal', 'breaching']);
  expect([stateOf('pipeline-coverage', 3), stateOf('pipeline-coverage', 2.9)]).toEqual(['normal', 'breaching']);
});

describe('the settings of a deployment', () => {
  it('change a threshold and switch a rule off', () => {
    const settings = alertSettings.parse({
      rules: { 'stalled-value': { threshold: 5 }, 'nps-drop': { enabled: false } },
    });
    const inForce = rulesInForce(settings);
    expect(inForce).toHaveLength(ALERT_RULES.length - 1);
    expect(inForce.find(({ id }) => id === 'stalled-value')?.condition).toEqual({ is: 'above', threshold: 5 });
    expect(inForce.map(({ id }) => id)).not.toContain('nps-drop');
  });

  it('refuse a rule that does not exist, and a clock that does not', () => {
    expect(alertSettings.safeParse({ rules: { 'win-rate': {} } }).success).toBe(false);
    expect(alertSettings.safeParse({ workingHours: { from: '25:00', to: '18:00' } }).success).toBe(false);
  });
});
