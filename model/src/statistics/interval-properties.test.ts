import fc from 'fast-check';
import {
  meanInterval,
  netPromoterInterval,
  orderStatisticRanks,
  poissonInterval,
  wilsonInterval,
  type ConfidenceInterval,
} from './intervals';

const confidence = fc.double({ min: 0.5, max: 0.9999, noNaN: true });
const sample = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => ({ n, part: Math.round(n * share) }));

function width({ low, high }: ConfidenceInterval): number {
  expect(Number.isFinite(low)).toBe(true);
  expect(Number.isFinite(high)).toBe(true);
  return Number(high) - Number(low);
}

function expectAround(interval: ConfidenceInterval, value: number) {
  expect(width(interval)).toBeGreaterThanOrEqual(0);
  expect(interval.low).toBeLessThanOrEqual(value + 1e-9);
  expect(interval.high).toBeGreaterThanOrEqual(value - 1e-9);
}

describe('of a proportion', () => {
  it('holds the value and stays between 0 and 1', () => {
    fc.assert(
      fc.property(sample, confidence, ({ n, part }, level) => {
        const interval = wilsonInterval(part, n, level);
        expect(interval.low).toBeLessThanOrEqual(part / n);
        expect(interval.high).toBeGreaterThanOrEqual(part / n);
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is the mirror image for what did not happen', () => {
    fc.assert(
      fc.property(sample, confidence, ({ n, part }, level) => {
        const interval = wilsonInterval(part, n, level);
        const mirrored = wilsonInterval(n - part, n, level);
        expect(mirrored.low).toBeCloseTo(1 - Number(interval.high), 9);
        expect(mirrored.high).toBeCloseTo(1 - Number(interval.low), 9);
      }),
    );
  });

  it('gets narrower with the sample and wider with the confidence', () => {
    fc.assert(
      fc.property(sample, ({ n, part }) => {
        expect(width(wilsonInterval(part * 2, n * 2, 0.95))).toBeLessThan(width(wilsonInterval(part, n, 0.95)));
        expect(width(wilsonInterval(part, n, 0.99))).toBeGreaterThan(width(wilsonInterval(part, n, 0.95)));
      }),
    );
  });
});

describe('of a count', () => {
  const count = fc.oneof(fc.nat(2000), fc.nat(1_000_000_000));

  it('holds the count', () => {
    fc.assert(fc.property(count, confidence, (n, level) => expectAround(poissonInterval(n, level), n)));
  });

  it('rises with the count, also where the way of computing it changes', () => {
    for (let n = 480; n < 520; n++) {
      const [here, next] = [poissonInterval(n, 0.95), poissonInterval(n + 1, 0.95)];
      expect(Number(next.low) - Number(here.low)).toBeCloseTo(1, 1);
      expect(Number(next.high) - Number(here.high)).toBeCloseTo(1, 1);
    }
  });

  it('is the same when asked again', () => {
    fc.assert(
      fc.property(count, confidence, (n, level) => {
        expect(poissonInterval(n, level)).toEqual(poissonInterval(n, level));
        expect(poissonInterval(n, 0.99)).not.toEqual(poissonInterval(n, 0.95));
      }),
    );
  });
});

describe('of a Net Promoter Score', () => {
  it('holds the score, stays on its scale and is the mirror image for the opposite answers', () => {
    fc.assert(
      fc.property(sample, fc.nat(100), confidence, ({ n, part }, percent, level) => {
        const promoters = Math.floor((part * percent) / 100);
        const detractors = part - promoters;
        const interval = netPromoterInterval(promoters, detractors, n, level);
        expectAround(interval, (100 * (promoters - detractors)) / n);
        expect(interval.low).toBeGreaterThanOrEqual(-100);
        expect(interval.high).toBeLessThanOrEqual(100);
        const mirrored = netPromoterInterval(detractors, promoters, n, level);
        expect(mirrored.low).toBeCloseTo(-Number(interval.high), 9);
      }),
    );
  });
});

describe('of a mean', () => {
  it('is symmetric around it and gets narrower with the sample', () => {
    const mean = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const deviation = fc.double({ min: 0.001, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(mean, deviation, fc.integer({ min: 2, max: 100_000 }), confidence, (value, spread, n, level) => {
        const interval = meanInterval(value, spread, n, level);
        expect((Number(interval.low) + Number(interval.high)) / 2).toBeCloseTo(value, 3);
        expect(width(meanInterval(value, spread, n * 2, level))).toBeLessThan(width(interval));
      }),
    );
  });
});

describe('of a quantile', () => {
  const level = fc.constantFrom(0.25, 0.5, 0.75, 0.9);
  // Of two observations and less confidence the bounds are the population's, not around what lies between the two.
  const confident = fc.double({ min: 0.7, max: 0.9999, noNaN: true });

  it('has ranks within the sample or just outside, around the quantile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), level, confident, (n, quantile, sure) => {
        const { low, high } = orderStatisticRanks(n, quantile, sure);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(n + 1);
        expect(low).toBeLessThanOrEqual(1 + (n - 1) * quantile);
        expect(high).toBeGreaterThanOrEqual(1 + (n - 1) * quantile);
      }),
    );
  });

  it('has mirrored ranks for the mirrored quantile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), confidence, (n, sure) => {
        const quarter = orderStatisticRanks(n, 0.25, sure);
        const threeQuarters = orderStatisticRanks(n, 0.75, sure);
        expect(threeQuarters).toEqual({ low: n + 1 - quarter.high, high: n + 1 - quarter.low });
      }),
    );
  });

  it('never moves back as the sample grows', () => {
    for (const quantile of [0.25, 0.5, 0.75, 0.9]) {
      let before = { low: 0, high: 0 };
      for (let n = 1; n <= 100; n++) {
        const ranks = orderStatisticRanks(n, quantile, 0.95);
        expect(ranks.low).toBeGreaterThanOrEqual(before.low);
        expect(ranks.high).toBeGreaterThanOrEqual(before.high);
        before = ranks;
      }
    }
  });
});
