import {
  meanInterval,
  netPromoterInterval,
  normalDeviate,
  orderStatisticRanks,
  poissonInterval,
  wilsonInterval,
} from './intervals';

// Source: NIST/SEMATECH e-Handbook of Statistical Methods, table of the normal distribution.
it.each([
  [0.9, 1.6449],
  [0.95, 1.96],
  [0.99, 2.5758],
])('has the normal deviate of %d', (confidence, expected) => {
  expect(normalDeviate(confidence)).toBeCloseTo(expected, 4);
});

// Source: R 4.3, prop.test(x, n, correct = FALSE), which is Wilson's score interval.
it.each([
  [25, 100, 0.17545, 0.34304],
  [0, 10, 0, 0.2775],
  [10, 10, 0.7225, 1],
  // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998),
  // table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('has the Wilson interval of %d of %d', (successes, trials, low, high) => {
  const interval = wilsonInterval(successes, trials, 0.95);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

// Source: F. Garwood, Biometrika 28 (1936); tabulated in E. S. Pearson, H. O. Hartley, "Biometrika Tables for
// Statisticians", vol. 1, table 40.
it.each([
  [0, 0, 3.689],
  [1, 0.0253, 5.572],
  [5, 1.623, 11.668],
  [10, 4.795, 18.39],
  [50, 37.111, 65.919],
])('has the exact interval of a count of %d', (count, low, high) => {
  const interval = poissonInterval(count, 0.95);
  expect(interval.low).toBeCloseTo(low, 3);
  expect(interval.high).toBeCloseTo(high, 3);
});

/** P(X ≤ count) of a Poisson variable, term by term: what Garwood's bounds are defined by. */
function poissonProbability(count: number, mean: number): number {
  let logarithm = count * Math.log(mean) - mean;
  for (let factor = 2; factor <= count; factor++) logarithm -= Math.log(factor);
  let term = Math.exp(logarithm);
  let sum = 0;
  for (let k = count; k >= 0 && term > sum * 1e-18; k--) {
    sum += term;
    term *= k / mean;
  }
  return sum;
}

it.each([1, 30, 499, 500, 501, 800, 1000, 5000, 20_000])(
  'has the exact interval of a count of %d by definition',
  (count) => {
    for (const confidence of [0.5, 0.95, 0.99]) {
      const { low, high } = poissonInterval(count, confidence);
      const tail = (1 - confidence) / 2;
      expect(poissonProbability(count, high ?? 0)).toBeCloseTo(tail, 9);
      expect(1 - poissonProbability(count - 1, low ?? 0)).toBeCloseTo(tail, 9);
    }
  },
);

it('answers the intervals of ten thousand different counts at once', () => {
  const started = performance.now();
  for (let count = 1000; count < 11_000; count++) poissonInterval(count, 0.95);
  expect(performance.now() - started).toBeLessThan(1000);
});

// Sources: T. Tango, "Equivalence test and confidence interval for the difference in proportions for the paired-sample
// design", Statistics in Medicine 17 (1998), section 6.1, where the lower bound is printed; M. W. Fagerland, S. Lydersen,
// P. Laake, "Recommended tests and confidence intervals for paired binomial proportions", Statistics in Medicine 33
// (2014), airway hyper-responsiveness; R's PropCIs 0.3-0, scoreci.mp(25, 28, 618, 0.9).
it.each([
  [0, 1, 44, 0.9, -9.6, undefined],
  [1, 7, 21, 0.95, -51.7, -2.6],
  [28, 25, 618, 0.9, -1.48, 2.47],
])('has the score interval of %d promoters and %d detractors of %d', (promoters, detractors, n, level, low, high) => {
  const interval = netPromoterInterval(promoters, detractors, n, level);
  expect(interval.low).toBeCloseTo(low, 1);
  if (high !== undefined) expect(interval.high).toBeCloseTo(high, 1);
});

// Where all answers are alike it is known in closed form: (n − z²)/(n + z²) of the scale for promoters alone, and for
// passives alone z²/(n + z²) to both sides, which is Wilson's interval of none of n.
it.each([
  [10, 0, 44.493, 100],
  [0, 10, -100, -44.493],
  [0, 0, -27.753, 27.753],
])('has a width for %d promoters and %d detractors of ten', (promoters, detractors, low, high) => {
  const interval = netPromoterInterval(promoters, detractors, 10, 0.95);
  expect(interval.low).toBeCloseTo(low, 3);
  expect(interval.high).toBeCloseTo(high, 3);
});

// Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2, data set ZARR13.DAT: n = 195, mean 9.261460,
// standard deviation 0.022789 give 9.258242 to 9.264679.
it('has the t interval of the textbook sample', () => {
  const { low, high } = meanInterval(9.26146, 0.022789, 195, 0.95);
  expect(low).toBeCloseTo(9.258242, 5);
  expect(high).toBeCloseTo(9.264679, 5);
});

// Source: Student's t table, two-sided 95 %: 12.706 for 1 degree of freedom, 2.262 for 9, 1.960 for infinitely many.
it.each([
  [2, 12.706],
  [10, 2.262],
  [1_000_000, 1.96],
])('has the t quantile for a sample of %d', (n, quantile) => {
  expect((meanInterval(0, Math.sqrt(n), n, 0.95).high ?? 0) / quantile).toBeCloseTo(1, 3);
});

// Source: W. J. Conover, "Practical Nonparametric Statistics", 3rd ed. (1999), section 3.2, with its binomial table;
// D. G. Altman et al., "Statistics with Confidence", 2nd ed. (2000), tabulate the same ranks for medians.
it.each([
  [6, { low: 1, high: 6 }],
  [10, { low: 2, high: 9 }],
  [20, { low: 6, high: 15 }],
  [50, { low: 18, high: 33 }],
  [100, { low: 40, high: 61 }],
])('has the ranks of the 95 %% interval of the median of %d', (n, expected) => {
  expect(orderStatisticRanks(n, 0.5, 0.95)).toEqual(expected);
});

it('has no bound where the sample is too small for one', () => {
  expect(orderStatisticRanks(5, 0.5, 0.95)).toEqual({ low: 0, high: 6 });
  expect(orderStatisticRanks(10, 0.9, 0.95)).toEqual({ low: 7, high: 11 });
  expect(orderStatisticRanks(1, 0.5, 0.95)).toEqual({ low: 0, high: 2 });
});

it('has no interval of nothing', () => {
  const none = { low: null, high: null };
  expect(wilsonInterval(0, 0, 0.95)).toEqual(none);
  expect(netPromoterInterval(0, 0, 0, 0.95)).toEqual(none);
  expect(meanInterval(5, 1, 0, 0.95)).toEqual(none);
  expect(meanInterval(5, 1, 1, 0.95)).toEqual(none);
});
