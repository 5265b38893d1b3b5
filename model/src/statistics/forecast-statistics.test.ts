import fc from 'fast-check';
import { competingRisks, type EndsByAge } from './competing-risks';
import { gammaQuantile } from './gamma-quantile';
import { shrunkRate } from './shrinkage';

/**
 * Weeks of remission of the 21 patients treated with 6-mercaptopurine; E. J. Freireich et al., Blood 21 (1963), as told
 * and computed by E. A. Gehan, Biometrika 52 (1965), and in most textbooks on survival.
 */
const REMISSIONS = [
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
];

/** By week, where ends of some weeks are of another cause. */
function endsByWeek(isOther: (week: number) => boolean): EndsByAge {
  const ends = { event: [] as number[], otherwise: [] as number[], underWay: [] as number[] };
  for (const [week = 0, ended = 0, underWay = 0] of REMISSIONS) {
    ends[isOther(week) ? 'otherwise' : 'event'][week] = ended;
    ends.underWay[week] = underWay;
  }
  return ends;
}

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
  const { underWay, event } = competingRisks(endsByWeek(() => false));
  expect(underWay[week + 1]).toBeCloseTo(probability, 3);
  expect(event[week + 1]).toBeCloseTo(1 - probability, 3);
  // Another cause leaves survival as it is.
  expect(competingRisks(endsByWeek((end) => end % 2 === 0)).underWay[week + 1]).toBeCloseTo(probability, 3);
});

it('is the share that ended by each cause where nothing is under way', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(30), fc.boolean()), { minLength: 1, maxLength: 60 }),
      fc.nat(31),
      (all, at) => {
        const counted = (ofEvent: boolean) =>
          Array.from(
            { length: 31 },
            (_, age) => all.filter(([end, isEvent]) => end === age && isEvent === ofEvent).length,
          );
        const ends = { event: counted(true), otherwise: counted(false), underWay: [] };
        const risks = competingRisks(ends);
        const before = all.filter(([end]) => end < at);
        expect(risks.underWay[at]).toBeCloseTo(1 - before.length / all.length, 10);
        expect(risks.event[at]).toBeCloseTo(before.filter(([, isEvent]) => isEvent).length / all.length, 10);
      },
    ),
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
  expect(gammaQuantile(2 * shape, 4 * shape, 0.1)).toBeCloseTo(low, 3);
  expect(gammaQuantile(2 * shape, 4 * shape, 0.9)).toBeCloseTo(high, 3);
});

it('goes over to the cube without a jump', () => {
  for (const probability of [0.1, 0.9]) {
    const [exact, cube] = [gammaQuantile(1, 1 / 99.99, probability), gammaQuantile(1, 1 / 100.01, probability)];
    expect(cube).toBeCloseTo(exact, 4);
  }
});
