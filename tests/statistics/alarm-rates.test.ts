import { netPromoterPValue, proportionsPValue } from '@saleshub/model';
import { binomial, forEachAnswer, type Opinion } from './probabilities';
import { LONG, percent, report } from './report';
import { usualNetPromoterPValue, usualProportionsPValue } from './usual-tests';

/**
 * How often an answer about a stable history has a significant change, computed exactly: the probability of all pairs
 * of samples whose p-value is below the level. With Holm's correction an answer of several rows has one when the
 * smallest p-value is below the level divided by their number.
 */
const ANSWERS = [0.95, 0.99].flatMap((confidence) => [1, 12, 60].map((rows) => ({ confidence, rows })));

/** A pair of samples of a stable history: how likely it is, and its p-value. */
type VisitPair = (probability: number, pValue: number) => void;

function alarmRates(pairs: (visit: VisitPair) => void): number[] {
  const levels = ANSWERS.map(({ confidence, rows }) => (1 - confidence) / rows);
  const alarming = levels.map(() => 0);
  pairs((probability, pValue) => {
    levels.forEach((level, index) => {
      if (pValue < level) alarming[index] = (alarming[index] ?? 0) + probability;
    });
  });
  return ANSWERS.map(({ rows }, index) => 1 - (1 - (alarming[index] ?? 0)) ** rows);
}

function expectKept(rates: readonly number[]) {
  ANSWERS.forEach(({ confidence }, index) => expect(rates[index]).toBeLessThanOrEqual(1 - confidence + 1e-12));
}

/** The worst of several rates. */
function worst(rates: readonly number[][]): number[] {
  return ANSWERS.map((_, index) => Math.max(...rates.map((of) => of[index] ?? 0)));
}

const HEADER = ANSWERS.map(({ confidence, rows }) => `${percent(confidence, 0)}, ${rows} row${rows > 1 ? 's' : ''}`);

describe('of two proportions', () => {
  const shares = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5];
  const sizes: [number, number][] = [
    [5, 9],
    [20, 20],
    [20, 40],
    [20, 100],
    [50, 50],
    [50, 200],
    ...long<[number, number]>([
      [100, 100],
      [100, 400],
      [250, 2500],
    ]),
  ];

  it.each(sizes)('are at most 1 − confidence for %d and %d trials', (left, right) => {
    const rates = (test: typeof proportionsPValue) => {
      const pValues = Array.from({ length: left + 1 }, (_, x) =>
        Array.from({ length: right + 1 }, (_, y) =>
          Number(test({ successes: x, trials: left }, { successes: y, trials: right })),
        ),
      );
      return worst(
        shares.map((share) =>
          alarmRates((visit) => {
            const [lefts, rights] = [binomial(left, share), binomial(right, share)];
            lefts.forEach((first, x) => rights.forEach((second, y) => visit(first * second, pValues[x]?.[y] ?? 0)));
          }),
        ),
      );
    };
    const exact = rates(proportionsPValue);
    report(
      `Rates of false alarms, ${left} and ${right} trials, at the worst of the proportions ${shares.join(', ')}`,
      ['test', ...HEADER],
      [
        ['exact', ...exact.map((rate) => percent(rate))],
        ['usual', ...(LONG ? rates(usualProportionsPValue) : []).map((rate) => percent(rate))],
      ],
    );
    expectKept(exact);
  });

  it('are not bought with blindness: a fall from 50 % to 25 % of 50 trials is found in two of three cases', () => {
    let found = 0;
    const [before, now] = [binomial(50, 0.5), binomial(50, 0.25)];
    before.forEach((first, x) =>
      now.forEach((second, y) => {
        const pValue = Number(proportionsPValue({ successes: x, trials: 50 }, { successes: y, trials: 50 }));
        if (pValue < 0.05) found += first * second;
      }),
    );
    expect(found).toBeCloseTo(0.67, 2);
  });
});

describe('of two Net Promoter Scores', () => {
  const opinions: Record<string, Opinion> = {
    '50/30/20': { promoters: 0.5, detractors: 0.2 },
    '35/35/30': { promoters: 0.35, detractors: 0.3 },
    '70/20/10': { promoters: 0.7, detractors: 0.1 },
    '85/10/5': { promoters: 0.85, detractors: 0.05 },
  };
  const sizes: [number, number][] = [[6, 14], [30, 30], ...long<[number, number]>([[30, 150]])];
  /** Pairs that are less likely are left out: together less than a hundred-thousandth. */
  const UNLIKELY = 1e-12;

  it.each(sizes)('are at most 1 − confidence for %d and %d answers', (left, right) => {
    const rates = (test: typeof netPromoterPValue) =>
      Object.values(opinions).map((opinion) =>
        alarmRates((visit) =>
          forEachAnswer(left, opinion, (p, d, first) =>
            forEachAnswer(right, opinion, (q, e, second) => {
              if (first * second < UNLIKELY) return;
              const [one, other] = [
                { promoters: p, detractors: d, answers: left },
                { promoters: q, detractors: e, answers: right },
              ];
              visit(first * second, Number(test(one, other)));
            }),
          ),
        ),
      );
    const exact = rates(rememberedPermutations());
    const usual = LONG ? rates(usualNetPromoterPValue) : [];
    report(
      `Rates of false alarms, ${left} and ${right} answers`,
      ['promoters/passives/detractors', 'test', ...HEADER],
      Object.keys(opinions).flatMap((name, index) => [
        [name, 'exact', ...(exact[index] ?? []).map((rate) => percent(rate))],
        [name, 'usual', ...(usual[index] ?? []).map((rate) => percent(rate))],
      ]),
    );
    exact.forEach(expectKept);
  });
});

/** The permutation test depends on what was answered in all and on the balance of the left sample alone. */
function rememberedPermutations(): typeof netPromoterPValue {
  const known = new Map<number, number | null>();
  return (left, right) => {
    const [promoters, detractors] = [left.promoters + right.promoters, left.detractors + right.detractors];
    const key = (promoters * 1000 + detractors) * 1000 + left.promoters - left.detractors;
    const pValue = known.get(key) ?? netPromoterPValue(left, right);
    known.set(key, pValue);
    return pValue;
  };
}

function long<Item>(items: Item[]): Item[] {
  return LONG ? items : [];
}
