import fc from 'fast-check';
import { gammaBand } from './gamma-band';
import { shrunkRate } from './shrinkage';
import { kaplanMeier, type Lifetimes } from './survival';

/**
 * Weeks of remission of the 21 patients treated with 6-mercaptopurine; E. J. Freireich et al., Blood 21 (1963), as told
 * and computed by E. A. Gehan, Biometrika 52 (1965), and in most textbooks on survival.
 */
const REMISSIONS: Lifetimes[] = [
  ...[
    [6, 3, 1],
    [7, 1, 0],
    [9, 0, 1],
    [10, 1, 1],
    [11, 0, 1],
    [13, 1, 0],
    [16, 1, 0],
    [17, 0, 1],
    [19, 0, 1],
  ],
  ...[
    [20, 0, 1],
    [22, 1, 0],
    [23, 1, 0],
    [25, 0, 1],
    [32, 0, 2],
    [34, 0, 1],
    [35, 0, 1],
  ],
].map(([time = 0, ended = 0, censored = 0]) => ({ time, ended, censored }));

it.each([
  [5, 1],
  [6, 0.857],
  [7, 0.807],
  [10, 0.753],
  [13, 0.69],
  [16, 0.627],
  [22, 0.538],
  [23, 0.448],
  [35, 0.448],
])('survives week %d with the published probability', (week, probability) => {
  expect(kaplanMeier(REMISSIONS)(week)).toBeCloseTo(probability, 3);
});

it('is the share that lasted longer where nothing is censored, in whatever order it is told', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), fc.nat(31), (times, at) => {
      const survival = kaplanMeier(times.map((time) => ({ time, ended: 1, censored: 0 })));
      expect(survival(at)).toBeCloseTo(times.filter((time) => time > at).length / times.length, 10);
    }),
  );
});

it('draws a rate of few towards the prior, and leaves one of many', () => {
  expect(shrunkRate(0, 0, 0.3, 20)).toBeCloseTo(0.3, 12);
  expect(shrunkRate(2, 2, 0.3, 20)).toBeCloseTo(8 / 22, 12);
  expect(shrunkRate(9000, 10_000, 0.3, 20)).toBeCloseTo(0.8988, 4);
});

/** Of the chi-square distribution with 2, 10 and 20 degrees of freedom, as in every table of it: 10 % and 90 %. */
it.each([
  [1, 0.2107, 4.605],
  [5, 4.865, 15.987],
  [10, 12.443, 28.412],
])('has the quantiles of a gamma distribution of shape %d', (shape, low, high) => {
  const band = gammaBand(2 * shape, 4 * shape, 0.8);
  expect(band.low).toBeCloseTo(low, 3);
  expect(band.high).toBeCloseTo(high, 3);
});

it('goes over to the cube without a jump', () => {
  const [exact, cube] = [gammaBand(1, 1 / 99.99, 0.8), gammaBand(1, 1 / 100.01, 0.8)];
  expect(cube.low).toBeCloseTo(exact.low, 4);
  expect(cube.high).toBeCloseTo(exact.high, 4);
});

it('reaches up to the mean, however few and large the amounts are', () => {
  const { low, high } = gammaBand(33_803, 50 * 33_803 ** 2, 0.8);
  expect(low).toBeLessThan(1);
  expect(high).toBe(33_803);
});

it('is nothing where nothing is expected', () => {
  expect(gammaBand(0, 5, 0.8)).toEqual({ low: 0, high: 0 });
  expect(gammaBand(7, 0, 0.8)).toEqual({ low: 7, high: 7 });
});
