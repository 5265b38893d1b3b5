import { ALERT_RULES, type AlertRule } from '@saleshub/model';
import { summarize } from './alerts-json';
import { judge, sweepThresholds, trialOf, withThreshold, type Observed } from './try-rules';

const DAY = 86_400_000;
const times = Array.from({ length: 6 }, (_, day) => Date.UTC(2026, 0, 1) + day * DAY);
const [first = 0, second = 0, third = 0, fourth = 0] = times;

function rule(id: string): AlertRule {
  const found = ALERT_RULES.find((one) => one.id === id);
  if (!found) throw new Error(`There is no rule ${id}`);
  return found;
}

/** The numbers of one group on the days from the first on; undefined where it has no row. */
const numbers = (labels: Record<string, string>, values: readonly (number | null | undefined)[]): Observed[] =>
  values.flatMap((value, day) =>
    value === undefined ? [] : [{ labels, value, time: times[day] ?? 0, state: 'normal' as const }],
  );
const trial = (of: AlertRule, observed: readonly Observed[]) => trialOf(of, judge(of, observed), times);

describe('a rule on the past', () => {
  const silent = rule('rep-silent');
  const stalled = rule('stalled-value');

  it('fires for each group from the first day that breaches until the first that does not', () => {
    const observed = [...numbers({ rep: 'Ada' }, [5, 6, 0, 0, 7, 8]), ...numbers({ rep: 'Ben' }, [0, 1, 2, 3, 4, 5])];
    expect(trial(silent, observed).firings).toEqual([
      { labels: { rep: 'Ada' }, from: first, to: third, value: 5 },
      { labels: { rep: 'Ada' }, from: times[4], to: null, value: 7 },
      { labels: { rep: 'Ben' }, from: times[5], to: null, value: 5 },
    ]);
  });

  it('takes silence for an alarm where the rule looks for silence, and for none elsewhere', () => {
    expect(trial(silent, numbers({ rep: 'Ada' }, [0, null, null, 0])).firings).toEqual([
      { labels: { rep: 'Ada' }, from: second, to: fourth, value: null },
    ]);
    expect(trial(stalled, numbers({}, [0, null, null, 0])).firings).toEqual([]);
    expect(trial(stalled, numbers({}, [0, null, null, 0])).withoutNumber).toBe(2);
  });

  it('keeps firing without a number where the rule keeps its last state', () => {
    const keeping: AlertRule = { ...stalled, noData: 'KeepLast' };
    expect(trial(keeping, numbers({}, [null, 200_000, null, 0])).firings).toEqual([
      { labels: {}, from: second, to: fourth, value: 200_000 },
    ]);
  });

  it('ends for a group that is gone', () => {
    expect(trial(silent, numbers({ rep: 'Ada' }, [9, undefined, 0])).firings).toEqual([
      { labels: { rep: 'Ada' }, from: first, to: second, value: 9 },
    ]);
  });

  it('is summed up by firings, by how many a month, and by days on which it fired for anybody', () => {
    const observed = [...numbers({ rep: 'Ada' }, [5, 5, 0, 0, 0, 0]), ...numbers({ rep: 'Ben' }, [5, 0, 0, 0, 0, 5])];
    expect(summarize(trial(silent, observed), times)).toEqual({
      rule: 'rep-silent',
      threshold: 5,
      firings: 3,
      // In six days of a month that has 30.4375.
      per_month: 15.22,
      firing_days: 3,
      evaluations: 12,
      without_number: 0,
    });
  });

  it('fires less often the further its threshold is away', () => {
    const observed = numbers({}, [10, 250_000, 10, 150_000, 10, 400_000]);
    const firings = [100_000, 200_000, 300_000].map(
      (threshold) => trial(withThreshold(stalled, threshold), observed).firings,
    );
    expect(firings.map(({ length }) => length)).toEqual([3, 2, 1]);
  });

  it('offers thresholds over the range of the numbers that there were, and its own', () => {
    const thresholds = sweepThresholds(stalled, numbers({}, [10, 254_321, null, 150_000]));
    expect(thresholds).toEqual([10, 100_000, 150_000, 254_000]);
  });
});
