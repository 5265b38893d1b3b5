import { KEPT_OBSERVATIONS, quantilePValue, type QuantileSample } from './changes-of-quantiles';

const all = (observations: readonly number[]): QuantileSample => ({ n: observations.length, observations });

/** As SQL cuts a large sample. */
function kept(observations: readonly number[]): QuantileSample {
  const n = observations.length;
  const rank = (index: number) => Math.ceil(((index + 1) * n) / KEPT_OBSERVATIONS);
  return {
    n,
    observations: Array.from({ length: KEPT_OBSERVATIONS }, (_, index) => observations[rank(index) - 1] ?? NaN),
  };
}

describe('of a quantile', () => {
  const own = all([3, 5, 7, 8, 9, 11, 12, 15, 20, 31]);
  const earlier = all([6, 10, 13, 14, 16, 18, 21, 22, 25, 40, 55, 60]);

  // SciPy 1.17, fisher_exact of how many are above 14, 22 and 40: 3 of 10 and 8 of 12, 1 and 4, 0 and 2.
  it.each([
    [0.5, 0.19838056680161942],
    [0.75, 0.3233082706766917],
    [0.9, 0.4805194805194805],
  ])('counts what lies above that of level %d of both samples', (level, expected) => {
    expect(quantilePValue(own, earlier, level)).toBeCloseTo(expected, 12);
    expect(quantilePValue(earlier, own, level)).toBeCloseTo(expected, 12);
  });

  it('is 1 where all observations are equal, and does not exist without any', () => {
    expect(quantilePValue(all([2, 2, 2]), all([2, 2]), 0.5)).toBe(1);
    expect(quantilePValue(all([]), all([2, 2]), 0.5)).toBeNull();
    expect(quantilePValue(all([2, 2]), all([]), 0.5)).toBeNull();
  });

  it('is at least as large where the observations of a large sample are cut', () => {
    const whole = (from: number, n: number) => Array.from({ length: n }, (_, index) => from + Math.floor(index / 10));
    const [large, larger] = [whole(0, 2311), whole(20, 2560)];
    const exact = Number(quantilePValue(all(large), all(larger), 0.5));
    const bounded = Number(quantilePValue(kept(large), kept(larger), 0.5));
    expect(bounded).toBeGreaterThan(exact);
    expect(bounded).toBeLessThan(1e-5);
    expect(quantilePValue(kept(large), kept(large), 0.5)).toBe(1);
  });
});
