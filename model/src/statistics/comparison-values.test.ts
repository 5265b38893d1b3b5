import { holmRejections, netPromoterPValue, proportionsPValue, type PromoterSample } from './comparisons';

describe('of two proportions', () => {
  it.each([
    // R. A. Fisher, "The Design of Experiments" (1935): the lady tasting tea. A. Agresti, "Categorical Data Analysis",
    // 3rd ed. (2013), section 3.5, and the example TeaTasting of R's fisher.test: 17/35.
    [3, 4, 1, 4, 0.4857],
    // Fisher's convictions of twins (1962), the example Convictions of R's fisher.test.
    [2, 17, 10, 13, 0.0005367],
    // SAS/STAT User's Guide, the FREQ procedure, example of a high-cholesterol diet and heart disease.
    [11, 15, 2, 8, 0.0393],
    // MATLAB, documentation of fishertest: influenza after a shot.
    [3, 9, 1, 8, 0.5765],
    // SciPy, documentation of fisher_exact: whales and sharks in two oceans.
    [8, 10, 1, 6, 0.03497],
  ])('has the p-value of %d of %d and %d of %d', (left, leftTrials, right, rightTrials, expected) => {
    const pValue = proportionsPValue(
      { successes: left, trials: leftTrials },
      { successes: right, trials: rightTrials },
    );
    expect(pValue).toBeCloseTo(expected, 4);
    expect(Number(pValue) / expected).toBeCloseTo(1, 3);
  });

  // The Physicians' Health Study on aspirin, Agresti (2013), table 2.3: 104 of 11,037 and 189 of 11,034. Pearson's
  // χ² without correction is 25.01, p = 5.7e-7; R's fisher.test gives 5.033e-07.
  it('has the p-value of two large samples', () => {
    const pValue = proportionsPValue({ successes: 189, trials: 11_034 }, { successes: 104, trials: 11_037 });
    expect(Number(pValue) / 5.033e-7).toBeCloseTo(1, 3);
  });

  it('has none without trials', () => {
    expect(proportionsPValue({ successes: 0, trials: 0 }, { successes: 3, trials: 4 })).toBeNull();
    expect(proportionsPValue({ successes: 3, trials: 4 }, { successes: 0, trials: 0 })).toBeNull();
  });

  it.each([
    [0, 20, 0, 30],
    [20, 20, 30, 30],
    [1, 1, 1, 1],
    [500_000, 1_000_000, 500_000, 1_000_000],
  ])('is 1 where they are the same: %d of %d and %d of %d', (left, leftTrials, right, rightTrials) => {
    const pValue = proportionsPValue(
      { successes: left, trials: leftTrials },
      { successes: right, trials: rightTrials },
    );
    expect(pValue).toBeCloseTo(1, 12);
  });

  // 0.5 and 0.501 of a million, with Yates's correction: z = (0.001 − 10⁻⁶)/√(0.25·2/10⁶) = 1.4128; the normal table
  // has 2·0.07886.
  it('agrees with the normal approximation for a million trials', () => {
    const half = { successes: 500_000, trials: 1_000_000 };
    expect(proportionsPValue(half, { successes: 501_000, trials: 1_000_000 })).toBeCloseTo(0.1577, 3);
    expect(proportionsPValue(half, { successes: 1_000_000, trials: 1_000_000 })).toBe(0);
  });
});

describe('of two Net Promoter Scores', () => {
  const sample = (promoters: number, detractors: number, answers: number): PromoterSample => ({
    promoters,
    detractors,
    answers,
  });

  // Without detractors the means are proportions: the lady tasting tea again.
  it('is that of two proportions where only two kinds of answers are given', () => {
    expect(netPromoterPValue(sample(3, 0, 4), sample(1, 0, 4))).toBeCloseTo(17 / 35, 12);
    expect(netPromoterPValue(sample(3, 1, 4), sample(1, 3, 4))).toBeCloseTo(17 / 35, 12);
  });

  // Dealt out by hand: of the six pairs of {1, 0, 0, −1} four differ from the other pair as much as {1, 0} does; of
  // those of {1, 1, −1, −1} two differ as much as {1, 1}; from the other two of {1, 0, −1}, 1 and −1 differ alike.
  it.each([
    [sample(1, 0, 2), sample(0, 1, 2), 4 / 6],
    [sample(2, 0, 2), sample(0, 2, 2), 2 / 6],
    [sample(1, 0, 1), sample(0, 1, 2), 2 / 3],
  ])('is what dealing out the answers by hand gives: %j and %j', (left, right, expected) => {
    expect(netPromoterPValue(left, right)).toBeCloseTo(expected, 12);
  });

  it('has none without answers', () => {
    expect(netPromoterPValue(sample(0, 0, 0), sample(1, 0, 1))).toBeNull();
    expect(netPromoterPValue(sample(1, 0, 1), sample(0, 0, 0))).toBeNull();
  });

  it('is 1 where they are the same, also where nobody differs', () => {
    expect(netPromoterPValue(sample(30, 0, 30), sample(40, 0, 40))).toBeCloseTo(1, 12);
    expect(netPromoterPValue(sample(0, 0, 30), sample(0, 0, 40))).toBeCloseTo(1, 12);
    expect(netPromoterPValue(sample(50, 20, 100), sample(40, 10, 100))).toBeCloseTo(1, 12);
  });

  // The common variance is 0.695 − 0.285²; z = 0.03/√(0.6138·2/10,000) = 2.7077; the normal table has 2·0.00339.
  it('agrees with the normal approximation for ten thousand answers', () => {
    expect(netPromoterPValue(sample(5000, 2000, 10_000), sample(4800, 2100, 10_000))).toBeCloseTo(0.0068, 3);
    expect(netPromoterPValue(sample(10_000, 0, 10_000), sample(0, 10_000, 10_000))).toBe(0);
  });
});

describe("Holm's procedure", () => {
  // S. Holm (1979) as told by textbooks: 0.01, 0.04, 0.03 and 0.005 at 5 %: 0.005 < 0.05/4, 0.01 < 0.05/3, but
  // 0.03 > 0.05/2.
  it('rejects what the textbook rejects', () => {
    expect(holmRejections([0.01, 0.04, 0.03, 0.005], 0.05)).toEqual([true, false, false, true]);
  });

  // Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57
  // (1995), section 3.2: fifteen comparisons, of which Bonferroni's and Hochberg's procedures reject three at 5 %;
  // Holm's rejects at least the former and at most the latter.
  it('rejects three of the fifteen comparisons of treatments of infarction', () => {
    const pValues = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(holmRejections(pValues, 0.05)).toEqual(pValues.map((_, index) => index < 3));
  });

  // By hand, at 5 %: below 0.05/4, 0.05/3 and 0.05/2 in turn; Bonferroni's rejects the first alone.
  it('is stricter to the smallest p-value than to the next', () => {
    expect(holmRejections([0.02, 0.2, 0.015, 0.01], 0.05)).toEqual([true, false, true, true]);
  });

  it('does not reject what is at the level, whatever rounding makes of it', () => {
    expect(holmRejections([0.5 - 1e-15], 0.5)).toEqual([false]);
    expect(holmRejections([0.4999], 0.5)).toEqual([true]);
  });

  it('passes over what has no test', () => {
    expect(holmRejections([null, 0.02, null], 0.05)).toEqual([false, true, false]);
    expect(holmRejections([null], 0.05)).toEqual([false]);
    expect(holmRejections([], 0.05)).toEqual([]);
  });
});
