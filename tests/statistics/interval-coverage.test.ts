import {
  netPromoterInterval,
  normalDeviate,
  orderStatisticRanks,
  poissonInterval,
  wilsonInterval,
} from '@saleshub/model';
import { between, binomial, forEachAnswer, poisson } from './probabilities';
import { LONG, percent, report } from './report';

/**
 * How often an interval holds the true value, computed exactly: the sum of the probabilities of all samples whose
 * interval holds it.
 */
interface Coverage {
  /** Over the grid of true values. */
  mean: number;
  smallest: number;
}

const CONFIDENCES = [0.95, 0.99];

function summary(coverages: readonly number[]): Coverage {
  const sum = coverages.reduce((total, coverage) => total + coverage, 0);
  return { mean: sum / coverages.length, smallest: Math.min(...coverages) };
}

/** From `first` to `last`, both included. */
function grid(first: number, last: number, step: number): number[] {
  return Array.from({ length: Math.round((last - first) / step) + 1 }, (_, index) => first + index * step);
}

function row(name: string, coverages: readonly Coverage[]): string[] {
  return [name, ...coverages.flatMap(({ mean, smallest }) => [percent(mean), percent(smallest)])];
}

const HEADER = CONFIDENCES.flatMap((confidence) => [`${percent(confidence, 0)}: mean`, 'smallest']);

it("has Wilson's interval hold the proportion as often as it says, on average", () => {
  const coverage = (n: number, confidence: number) => {
    const intervals = Array.from({ length: n + 1 }, (_, x) => wilsonInterval(x, n, confidence));
    return summary(
      grid(0.01, 0.99, 0.01).map((p) =>
        binomial(n, p).reduce((sum, probability, x) => sum + (holds(intervals[x], p) ? probability : 0), 0),
      ),
    );
  };
  const rows = [10, 20, 50, 100, 500].map((n) => ({ n, coverages: CONFIDENCES.map((c) => coverage(n, c)) }));
  report(
    'Wilson, exact, over proportions of 1 % to 99 %',
    ['trials', ...HEADER],
    rows.map(({ n, coverages }) => row(String(n), coverages)),
  );
  for (const { coverages } of rows) {
    coverages.forEach(({ mean }, index) => expect(Math.abs(mean - (CONFIDENCES[index] ?? 0))).toBeLessThan(0.01));
  }
});

describe('of a Net Promoter Score', () => {
  const coverage = (n: number, confidence: number) => {
    const intervals = Array.from({ length: n + 1 }, (_, promoters) =>
      Array.from({ length: n + 1 - promoters }, (_, detractors) =>
        netPromoterInterval(promoters, detractors, n, confidence),
      ),
    );
    return summary(
      grid(0.05, 0.9, 0.05).flatMap((promoters) =>
        grid(0.05, 0.95 - promoters, 0.05).map((detractors) => {
          const score = 100 * (promoters - detractors);
          let held = 0;
          forEachAnswer(n, { promoters, detractors }, (p, d, probability) => {
            if (holds(intervals[p]?.[d], score)) held += probability;
          });
          return held;
        }),
      ),
    );
  };
  const sizes = LONG ? [10, 20, 30, 50, 100, 300] : [10, 20, 30, 100];
  let rows: { n: number; coverages: Coverage[] }[] = [];

  beforeAll(() => {
    rows = sizes.map((n) => ({ n, coverages: CONFIDENCES.map((confidence) => coverage(n, confidence)) }));
    report(
      'NPS, exact, over shares of promoters, passives and detractors of 5 % to 90 %',
      ['answers', ...HEADER],
      rows.map(({ n, coverages }) => row(String(n), coverages)),
    );
  });

  it('has the interval hold it as often as it says from 20 answers on, on average', () => {
    for (const { n, coverages } of rows) {
      if (n < 20) continue;
      coverages.forEach(({ mean }, index) => expect(Math.abs(mean - (CONFIDENCES[index] ?? 0))).toBeLessThan(0.01));
    }
  });

  it('has the interval hold it a little more often in smaller samples, and never much less often', () => {
    for (const { coverages } of rows) {
      coverages.forEach(({ mean, smallest }, index) => {
        expect(mean).toBeGreaterThan((CONFIDENCES[index] ?? 0) - 1e-3);
        expect(mean).toBeLessThan((CONFIDENCES[index] ?? 0) + 0.015);
        expect(smallest).toBeGreaterThan((CONFIDENCES[index] ?? 0) - 0.015);
      });
    }
  });
});

it("has Garwood's interval hold every mean of a count at least as often as it says", () => {
  const means = [...grid(0.05, 20, 0.05), ...grid(20.5, 100, 0.5), ...grid(110, 600, 10)];
  const coverages = CONFIDENCES.map((confidence) =>
    summary(
      means.map((mean) =>
        poisson(mean).reduce(
          (sum, probability, x) => sum + (holds(poissonInterval(x, confidence), mean) ? probability : 0),
          0,
        ),
      ),
    ),
  );
  report('Garwood, exact, over means of 0.05 to 600', ['', ...HEADER], [row('count', coverages)]);
  coverages.forEach(({ smallest }, index) =>
    expect(smallest).toBeGreaterThanOrEqual((CONFIDENCES[index] ?? 1) - 1e-12),
  );
});

describe('of a quantile, by order statistics', () => {
  const levels = { p25: 0.25, median: 0.5, p75: 0.75, p90: 0.9 };

  /** As the hub answers them: above 100 observations SQL rounds an approximation outwards. */
  function ranks(n: number, level: number, confidence: number): { low: number; high: number } {
    if (n <= 100) return orderStatisticRanks(n, level, confidence);
    const z = normalDeviate(confidence);
    const centre = n * level + ((1 - 2 * level) * (z ** 2 - 1)) / 6;
    const spread = z * Math.sqrt(n * level * (1 - level));
    return { low: Math.floor(centre - spread), high: Math.ceil(centre + spread) + 1 };
  }

  /**
   * The interval misses where too few observations are at most the quantile, or too many below it.
   * @param below the probability of an observation below the quantile
   * @param upTo of one at most as large; the same as `below` for what can take any value
   */
  function coverage(n: number, level: number, confidence: number, below: number, upTo: number): number {
    const { low, high } = ranks(n, level, confidence);
    return 1 - between(binomial(n, upTo), 0, low - 1) - between(binomial(n, below), high, n);
  }

  it.each(Object.entries(levels))('has the interval of the %s hold it at least as often as it says', (name, level) => {
    const sizes = [...grid(2, 101, LONG ? 1 : 3), ...grid(110, 500, 30)];
    const smooth = CONFIDENCES.map((confidence) => sizes.map((n) => coverage(n, level, confidence, level, level)));
    report(
      `Order statistics, ${name} of 2 to 500, coverage computed exactly`,
      ['', ...HEADER],
      [row(name, smooth.map(summary))],
    );
    const inDays = CONFIDENCES.map((confidence) =>
      sizes.flatMap((n) =>
        [0, 0.02, 0.1, 0.2].flatMap((tied) => [
          coverage(n, level, confidence, level - tied, level),
          coverage(n, level, confidence, level, Math.min(1, level + tied)),
          coverage(n, level, confidence, level - tied, Math.min(1, level + tied)),
        ]),
      ),
    );
    CONFIDENCES.forEach((confidence, index) => {
      expect(Math.min(...(smooth[index] ?? [0]))).toBeGreaterThanOrEqual(confidence - 1e-12);
      expect(Math.min(...(inDays[index] ?? [0]))).toBeGreaterThanOrEqual(confidence - 1e-12);
    });
  });
});

function holds(interval: { low: number | null; high: number | null } | undefined, value: number): boolean {
  // A true value that is a bound, such as 0.1 + 0.2, is held; and so is one that rounding puts just outside.
  return Number(interval?.low) <= value + 1e-9 && Number(interval?.high) >= value - 1e-9;
}
