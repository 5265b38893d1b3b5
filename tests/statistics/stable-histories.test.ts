import {
  holmRejections,
  netPromoterPValue,
  proportionsPValue,
  type PromoterSample,
  type Proportion,
} from '@saleshub/model';
import { chanceOf } from '../reference/harness/chance';
import { size, successes } from './chances';
import { LONG, percent, report, SEED } from './report';
import { usualNetPromoterPValue, usualProportionsPValue } from './usual-tests';

/**
 * How often an answer about a stable history has a significant change, by simulation: two periods of every series and
 * bucket with the same true win rate or opinion, in samples of different sizes above the minimum one.
 */
const COMPARISONS = LONG ? 120_000 : 6000;
const ROWS = [1, 12, 60];
const CONFIDENCES = [0.95, 0.99];
const HEADER = CONFIDENCES.flatMap((confidence) =>
  ROWS.map((rows) => `${percent(confidence, 0)}, ${rows} row${rows > 1 ? 's' : ''}`),
);

type Chance = () => number;

function winRates(chance: Chance, before: number, now: number): [Proportion, Proportion] {
  const sample = (rate: number) => {
    const trials = size(chance, 20, 300);
    return { successes: successes(chance, trials, rate), trials };
  };
  return [sample(before), sample(now)];
}

/** Promoters, then detractors: from a divided to an enthusiastic market. */
const OPINIONS: [number, number][] = [
  [0.5, 0.2],
  [0.35, 0.3],
  [0.7, 0.1],
  [0.85, 0.05],
];

function scores(chance: Chance, [promoting, detracting]: [number, number]): [PromoterSample, PromoterSample] {
  const sample = () => {
    const answers = size(chance, 30, 300);
    const promoters = successes(chance, answers, promoting);
    const detractors = successes(chance, answers - promoters, detracting / (1 - promoting));
    return { promoters, detractors, answers };
  };
  return [sample(), sample()];
}

/**
 * The rate of answers with a false alarm, for each confidence and number of rows.
 * @param isStable which of the comparisons an alarm is false for
 */
function alarmRates(pValues: readonly (number | null)[], isStable: (comparison: number) => boolean): number[] {
  return CONFIDENCES.flatMap((confidence) =>
    ROWS.map((rows) => {
      const answers = Math.floor(pValues.length / rows);
      let alarming = 0;
      for (let first = 0; first < answers * rows; first += rows) {
        const rejected = holmRejections(pValues.slice(first, first + rows), 1 - confidence);
        if (rejected.some((is, row) => is && isStable(first + row))) alarming++;
      }
      return alarming / answers;
    }),
  );
}

/** At most 1 − confidence, but for three standard errors of the simulation. */
function expectKept(rates: readonly number[]) {
  CONFIDENCES.flatMap((confidence) => ROWS.map((rows) => ({ confidence, rows }))).forEach(
    ({ confidence, rows }, index) => {
      const error = Math.sqrt((confidence * (1 - confidence) * rows) / COMPARISONS);
      expect(rates[index]).toBeLessThanOrEqual(1 - confidence + 3 * error);
    },
  );
}

/** Measures the tests on pairs of samples; the exact one must keep the promise. */
function check<Sample>(
  title: string,
  pairs: readonly [Sample, Sample][],
  tests: Record<'exact' | 'usual', (left: Sample, right: Sample) => number | null>,
  isStable: (comparison: number) => boolean = () => true,
) {
  const rates = (test: keyof typeof tests) =>
    alarmRates(
      pairs.map(([left, right]) => tests[test](left, right)),
      isStable,
    );
  const exact = rates('exact');
  expectKept(exact);
  if (!LONG) return;
  report(
    `${title}, ${COMPARISONS} comparisons, seed ${SEED}`,
    ['test', ...HEADER],
    [
      ['exact', ...exact.map((rate) => percent(rate))],
      ['usual', ...rates('usual').map((rate) => percent(rate))],
    ],
  );
}

const ofWinRates = { exact: proportionsPValue, usual: usualProportionsPValue };
const ofScores = { exact: netPromoterPValue, usual: usualNetPromoterPValue };

describe('an answer about a stable history', () => {
  it('has a significant change of the win rate in at most 1 − confidence of the cases', () => {
    const chance = chanceOf(SEED);
    const pairs = Array.from({ length: COMPARISONS }, () => {
      const rate = 0.1 + 0.5 * chance();
      return winRates(chance, rate, rate);
    });
    check('Win rate', pairs, ofWinRates);
  });

  it('has one of the Net Promoter Score in at most 1 − confidence of the cases', () => {
    const chance = chanceOf(SEED);
    const pairs = Array.from({ length: COMPARISONS }, (_, index) =>
      scores(chance, OPINIONS[index % OPINIONS.length] ?? [0.5, 0.2]),
    );
    check('NPS', pairs, ofScores);
  });

  it('has a false one in at most 1 − confidence of the cases also beside rows that did change', () => {
    const chance = chanceOf(SEED);
    const isStable = (comparison: number) => comparison % 2 === 0;
    const pairs = Array.from({ length: COMPARISONS }, (_, row) => winRates(chance, 0.2, isStable(row) ? 0.2 : 0.7));
    check('Win rate, every other row changed', pairs, ofWinRates, isStable);
  });
});
