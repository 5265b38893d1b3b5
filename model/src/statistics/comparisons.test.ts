import fc from 'fast-check';
import { holmRejections, netPromoterPValue, proportionsPValue } from './comparisons';

const of = (successes: number, trials: number) => ({ successes, trials });

describe('published values', () => {
  // R. A. Fisher, "The Design of Experiments" (1935), as R's manual of fisher.test gives it, two-sided.
  it("knows the lady's cups of tea", () => {
    expect(proportionsPValue(of(3, 4), of(1, 4))).toBeCloseTo(0.4857, 4);
  });

  // Fisher (1962, 1970), criminal like-sex twins: R's manual of fisher.test, "Convictions".
  it('knows the convicted twins', () => {
    expect(proportionsPValue(of(2, 17), of(10, 13))).toBeCloseTo(0.0005367, 7);
  });

  // R's manual of prop.test, smokers (Fleiss, 1981): 83 of 86 and 90 of 93; as near as they can be.
  it('finds no difference between two groups of patients', () => {
    expect(proportionsPValue(of(83, 86), of(90, 93))).toBe(1);
  });

  // A. Agresti, "Categorical Data Analysis": aspirin and heart attacks, 104 of 11,037 and 189 of 11,034; R's fisher.test.
  it('knows the aspirin study', () => {
    const p = proportionsPValue(of(189, 11_034), of(104, 11_037)) ?? 1;
    expect(p / 5.033e-7).toBeCloseTo(1, 3);
  });

  // S. Holm (1979), the procedure on p-values 0.01, 0.04, 0.03, 0.005 at 5 %: 0.005 < 0.0125, 0.01 < 0.0167, 0.03 > 0.025.
  it("steps down as Holm's procedure does", () => {
    expect(holmRejections([0.01, 0.04, 0.03, 0.005], 0.05)).toEqual([true, false, false, true]);
    expect(holmRejections([null, 0.04], 0.05)).toEqual([false, true]);
    expect(holmRejections([], 0.05)).toEqual([]);
  });
});

const proportion = fc
  .tuple(fc.nat(60), fc.integer({ min: 1, max: 60 }))
  .map(([successes, trials]) => of(Math.min(successes, trials), trials));

it('gives a probability that does not depend on which comes first', () => {
  fc.assert(
    fc.property(proportion, proportion, (left, right) => {
      const p = proportionsPValue(left, right) ?? Number.NaN;
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
      expect(proportionsPValue(right, left)).toBeCloseTo(p, 9);
    }),
  );
});

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);

it('is the sum over all tables that are no likelier', () => {
  fc.assert(
    fc.property(proportion, proportion, (left, right) => {
      const successes = left.successes + right.successes;
      const likelihood = (x: number) => choose(left.trials, x) * choose(right.trials, successes - x);
      const tables = Array.from({ length: left.trials + 1 }, (_, x) => x).filter(
        (x) => successes - x >= 0 && successes - x <= right.trials,
      );
      const total = tables.reduce((sum, x) => sum + likelihood(x), 0);
      const observed = likelihood(left.successes) * (1 + 1e-7);
      const unlikely = tables.filter((x) => likelihood(x) <= observed).reduce((sum, x) => sum + likelihood(x), 0);
      expect(proportionsPValue(left, right)).toBeCloseTo(unlikely / total, 6);
    }),
  );
});

const answers = (promoters: number, detractors: number, all: number) => ({ promoters, detractors, answers: all });

it('compares promoter scores by the difference of their means', () => {
  // 50 % and 20 % of 100 against 30 % and 30 % of 100, all ways to deal them out counted; with half a step's
  // correction for continuity z = 0.29 / √(0.6275·(1/100 + 1/100)) = 2.589, p = 0.0096.
  expect(netPromoterPValue(answers(50, 20, 100), answers(30, 30, 100))).toBeCloseTo(0.0095345, 6);
  expect(netPromoterPValue(answers(10, 0, 10), answers(10, 0, 10))).toBe(1);
  // Two of the 1.18·10¹⁷ ways to choose 30 of 60.
  expect(netPromoterPValue(answers(30, 0, 30), answers(0, 30, 30))).toBeLessThan(1e-16);
});

it('has no test where there is nothing to compare', () => {
  expect(proportionsPValue(of(0, 0), of(1, 2))).toBeNull();
  expect(netPromoterPValue(answers(0, 0, 0), answers(1, 0, 1))).toBeNull();
});
