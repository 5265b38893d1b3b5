import fc from 'fast-check';
import {
  holmRejections,
  netPromoterPValue,
  proportionsPValue,
  type PromoterSample,
  type Proportion,
} from './comparisons';

function proportionOf(trials: number): fc.Arbitrary<Proportion> {
  return fc.integer({ min: 1, max: trials }).chain((n) => fc.nat(n).map((successes) => ({ successes, trials: n })));
}

function answersOf(most: number): fc.Arbitrary<PromoterSample> {
  return fc.tuple(fc.integer({ min: 1, max: most }), fc.nat(100), fc.nat(100)).map(([answers, opinion, liking]) => {
    const decided = Math.round((answers * opinion) / 100);
    const promoters = Math.round((decided * liking) / 100);
    return { promoters, detractors: decided - promoters, answers };
  });
}

/** n over k. */
function ways(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let found = 1n;
  for (let factor = 1; factor <= k; factor++) found = (found * BigInt(n - k + factor)) / BigInt(factor);
  return found;
}

/** Fisher's test in whole numbers: in how many ways the successes fall no likelier than they did. */
function fisher(left: Proportion, right: Proportion): number {
  const successes = left.successes + right.successes;
  const waysTo = (x: number) => ways(left.trials, x) * ways(right.trials, successes - x);
  let unlikely = 0n;
  for (let x = 0; x <= successes; x++) if (waysTo(x) <= waysTo(left.successes)) unlikely += waysTo(x);
  return Number(unlikely) / Number(ways(left.trials + right.trials, successes));
}

function values({ promoters, detractors, answers }: PromoterSample): number[] {
  return Array.from({ length: answers }, (_, index) =>
    index < promoters ? 1 : index < promoters + detractors ? -1 : 0,
  );
}

/** The sums of all samples of so many values. */
function sums(of: readonly number[], size: number): number[] {
  const [first, ...rest] = of;
  if (size === 0) return [0];
  if (first === undefined) return [];
  return [...sums(rest, size - 1).map((sum) => sum + first), ...sums(rest, size)];
}

/** The permutation test by its definition: every way to deal out the answers. */
function permutations(left: PromoterSample, right: PromoterSample): number {
  const all = [...values(left), ...values(right)];
  const total = all.reduce((sum, value) => sum + value, 0);
  const difference = (sum: number) => Math.abs(sum / left.answers - (total - sum) / right.answers);
  const dealt = sums(all, left.answers);
  const observed = difference(left.promoters - left.detractors);
  return dealt.filter((sum) => difference(sum) >= observed - 1e-9).length / dealt.length;
}

describe('of two proportions', () => {
  it('is what counting all divisions gives', () => {
    fc.assert(
      fc.property(proportionOf(40), proportionOf(40), (left, right) => {
        expect(proportionsPValue(left, right)).toBeCloseTo(fisher(left, right), 10);
      }),
    );
  });

  it('is a probability, the same in either order and for the failures', () => {
    const failures = ({ successes, trials }: Proportion) => ({ successes: trials - successes, trials });
    fc.assert(
      fc.property(proportionOf(100_000), proportionOf(100_000), (left, right) => {
        const pValue = Number(proportionsPValue(left, right));
        expect(pValue).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeLessThanOrEqual(1);
        expect(proportionsPValue(right, left)).toBeCloseTo(pValue, 9);
        expect(proportionsPValue(failures(left), failures(right))).toBeCloseTo(pValue, 9);
      }),
    );
  });

  it('never rises as the same successes are divided less evenly', () => {
    fc.assert(
      fc.property(proportionOf(300), proportionOf(300), (left, right) => {
        const up = left.successes / left.trials >= right.successes / right.trials ? 1 : -1;
        const farther = { ...left, successes: left.successes + up };
        const rest = { ...right, successes: right.successes - up };
        fc.pre([farther, rest].every(({ successes, trials }) => successes >= 0 && successes <= trials));
        const pValue = Number(proportionsPValue(left, right));
        fc.pre(pValue < 1 - 1e-9);
        expect(proportionsPValue(farther, rest)).toBeLessThanOrEqual(pValue);
      }),
    );
  });
});

describe('of two Net Promoter Scores', () => {
  it('is what dealing out all answers gives', () => {
    fc.assert(
      fc.property(answersOf(7), answersOf(7), (left, right) => {
        expect(netPromoterPValue(left, right)).toBeCloseTo(permutations(left, right), 10);
      }),
    );
  });

  it('is that of two proportions of equal samples without passives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), fc.nat(500), (answers, first, second) => {
        const [left, right] = [first % (answers + 1), second % (answers + 1)];
        const scores = [left, right].map((promoters) => ({ promoters, detractors: answers - promoters, answers }));
        const [leftScore, rightScore] = scores as [PromoterSample, PromoterSample];
        expect(netPromoterPValue(leftScore, rightScore)).toBeCloseTo(
          Number(proportionsPValue({ successes: left, trials: answers }, { successes: right, trials: answers })),
          9,
        );
      }),
    );
  });

  it('is a probability, the same in either order and for the opposite answers', () => {
    const opposite = ({ promoters, detractors, answers }: PromoterSample) => ({
      promoters: detractors,
      detractors: promoters,
      answers,
    });
    fc.assert(
      fc.property(answersOf(1000), answersOf(1000), (left, right) => {
        const pValue = Number(netPromoterPValue(left, right));
        expect(pValue).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeLessThanOrEqual(1);
        expect(netPromoterPValue(right, left)).toBeCloseTo(pValue, 9);
        expect(netPromoterPValue(opposite(left), opposite(right))).toBeCloseTo(pValue, 9);
      }),
    );
  });

  it('never rises as a promoter of the worse sample changes places with a detractor of the better one', () => {
    fc.assert(
      fc.property(answersOf(100), answersOf(100), (one, other) => {
        const [worse, better] = score(one) <= score(other) ? [one, other] : [other, one];
        fc.pre(worse.promoters > 0 && better.detractors > 0);
        const worst = { ...worse, promoters: worse.promoters - 1, detractors: worse.detractors + 1 };
        const best = { ...better, promoters: better.promoters + 1, detractors: better.detractors - 1 };
        expect(netPromoterPValue(worst, best)).toBeLessThanOrEqual(Number(netPromoterPValue(worse, better)) + 1e-12);
      }),
    );
  });

  function score({ promoters, detractors, answers }: PromoterSample): number {
    return (promoters - detractors) / answers;
  }
});

describe("Holm's procedure", () => {
  const small = fc.integer({ min: 0, max: 300 }).map((part) => part / 10_000);
  const any = fc.integer({ min: 0, max: 1000 }).map((part) => part / 1000);
  const pValues = fc.array(fc.oneof(small, any), { minLength: 1, maxLength: 20 });
  const level = fc.constantFrom(0.01, 0.05, 0.2);

  it("rejects what Bonferroni's does, and nothing that is not significant alone", () => {
    fc.assert(
      fc.property(pValues, level, (tests, most) => {
        holmRejections(tests, most).forEach((rejected, index) => {
          const pValue = tests[index] ?? 1;
          if (pValue < most / tests.length) expect(rejected).toBe(true);
          if (rejected) expect(pValue).toBeLessThan(most);
        });
      }),
    );
  });

  // S. P. Wright, "Adjusted p-values for simultaneous inference", Biometrics 48 (1992): the i-th smallest of m is
  // adjusted to the largest of (m − j + 1)·p over the j-th smallest up to it.
  it('rejects what is below the level when adjusted', () => {
    fc.assert(
      fc.property(pValues, level, (tests, most) => {
        const sorted = [...tests].sort((left, right) => left - right);
        const adjusted = (pValue: number) =>
          Math.max(...sorted.filter((other) => other <= pValue).map((other, j) => (sorted.length - j) * other));
        // Where two are computed differently they may differ by rounding.
        fc.pre(tests.every((pValue) => Math.abs(adjusted(pValue) - most) > 1e-12));
        expect(holmRejections(tests, most)).toEqual(tests.map((pValue) => adjusted(pValue) < most));
      }),
    );
  });

  it('rejects anything only where the smallest p-value is below the level over their number', () => {
    fc.assert(
      fc.property(pValues, level, (tests, most) => {
        expect(holmRejections(tests, most).includes(true)).toBe(Math.min(...tests) < most / tests.length);
      }),
    );
  });

  it('rejects the smallest ones, in whatever order they come', () => {
    fc.assert(
      fc.property(pValues, level, (tests, most) => {
        const rejected = holmRejections(tests, most);
        const largest = Math.max(...tests.filter((_, index) => rejected[index]), -1);
        tests.forEach((pValue, index) => expect(rejected[index]).toBe(pValue <= largest));
        expect(holmRejections([...tests].reverse(), most)).toEqual([...rejected].reverse());
      }),
    );
  });

  it('rejects no less where a p-value falls, a test is left out or the level is higher', () => {
    fc.assert(
      fc.property(pValues, level, fc.nat(), (tests, most, chosen) => {
        const count = (of: readonly (number | null)[], at: number = most) =>
          holmRejections(of, at).filter(Boolean).length;
        const before = holmRejections(tests, most);
        const changed = chosen % tests.length;
        const fallen = tests.map((pValue, index) => (index === changed ? pValue / 2 : pValue));
        const without = tests.map((pValue, index) => (index === changed ? null : pValue));
        expect(count(fallen)).toBeGreaterThanOrEqual(count(tests));
        expect(count(without)).toBeGreaterThanOrEqual(count(tests) - (before[changed] ? 1 : 0));
        expect(count(tests, most * 2)).toBeGreaterThanOrEqual(count(tests));
      }),
    );
  });
});
