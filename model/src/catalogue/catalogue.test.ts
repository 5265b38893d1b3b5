import { CATALOGUE, METRIC_IDS, findMetric } from './catalogue';
import { DIMENSIONS } from './dimensions';
import { facts } from './facts';

it('has the metrics of this version', () => {
  expect([...METRIC_IDS].sort()).toEqual(
    [
      'win_rate',
      'win_rate_value',
      'sales_cycle',
      'open_opportunities',
      'pipeline_value',
      'new_opportunities',
      'closed_opportunities',
      'won_value',
      'deal_size',
      'calls',
      'call_connect_rate',
      'emails_sent',
      'email_open_rate',
      'meetings_held',
      'selling_time_share',
      'nps',
    ].sort(),
  );
  expect(new Set(CATALOGUE.map(({ title }) => title)).size).toBe(CATALOGUE.length);
});

it('finds a metric by its id and nothing else', () => {
  expect(findMetric('win_rate')?.title).toBe('Win rate');
  expect(findMetric('Win rate')).toBeUndefined();
  expect(findMetric('constructor')).toBeUndefined();
});

/** The contract's default minimum, by what the metric's sample consists of. */
const MINIMUM_SAMPLES: Partial<Record<string, number>> = { closes: 20, nps_answers: 30, messages: 30, calls: 30 };

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
    expect(metric.dimensions).toEqual(expect.arrayContaining(['rep', 'team', 'source_class']));
  });

  it('guards samples as the contract says', () => {
    const unguarded = ['count', 'sum', 'level'].includes(metric.measure.kind);
    expect(metric.minimumSample).toBe(unguarded ? 0 : (MINIMUM_SAMPLES[metric.facts] ?? 10));
  });

  it('has the unit of its kind', () => {
    const units: Record<typeof metric.measure.kind, string[]> = {
      count: ['count'],
      sum: ['money', 'hours', 'seconds', 'count'],
      ratio: ['ratio'],
      share: ['ratio'],
      score: ['score'],
      distribution: ['money', 'days', 'hours', 'seconds', 'count'],
      level: ['count', 'money', 'days', 'seconds'],
      derived: ['ratio', 'money', 'count'],
    };
    expect(units[metric.measure.kind]).toContain(metric.unit);
  });

  it('can be asked for without parameters', () => {
    expect(() => metric.parameters?.parse({})).not.toThrow();
    if (metric.windowDays === undefined) return;
    expect(metric.parameters?.parse({})).toMatchObject({ windowDays: metric.windowDays });
    expect(metric.definition).toContain(`within ${metric.windowDays} days`);
  });

  it('has a variant that one of its parameters can choose', () => {
    if (!metric.variant) return;
    const { parameter, value } = metric.variant;
    expect(metric.parameters?.parse({ [parameter]: value })).toMatchObject({ [parameter]: value });
    expect(metric.parameters?.parse({})).not.toMatchObject({ [parameter]: value });
  });

  it('says what its notice counts where facts can be left out', () => {
    const leavesOut = metric.measure.kind === 'derived' && 'left_out' in metric.measure.parts;
    expect(metric.leftOut !== undefined).toBe(leavesOut);
  });
});
