import { expectation, hypergeometric } from './hypergeometric';

/** Successes of trials, 0 ≤ successes ≤ trials. */
export interface Proportion {
  successes: number;
  trials: number;
}

/** Answers to the Net Promoter question. */
export interface PromoterSample {
  promoters: number;
  detractors: number;
  answers: number;
}

/** Divisions as likely as the observed one, and p-values at the level, differ from it by rounding only. */
const ROUNDING = 1 + 1e-7;

/**
 * Two-sided p-value of the hypothesis that two proportions are the same, by Fisher's exact test: the probability, when
 * the successes are dealt out by chance, of all divisions that are no likelier than the observed one.
 * Source: R. A. Fisher, "The logic of inductive inference", Journal of the Royal Statistical Society 98 (1935); the
 * two-sided form is that of R's `fisher.test`.
 * @returns null where one of them has no trials; 0 for what is below about 1e-20
 */
export function proportionsPValue(left: Proportion, right: Proportion): number | null {
  if (left.trials === 0 || right.trials === 0) return null;
  const dealt = hypergeometric(left.trials, right.trials, left.successes + right.successes);
  const likelihood = (successes: number) => dealt.likelihoods[successes - dealt.first] ?? 0;
  const observed = likelihood(left.successes) * ROUNDING;
  return expectation(dealt, (successes) => (likelihood(successes) <= observed ? 1 : 0));
}

/**
 * Two-sided p-value of the hypothesis that two Net Promoter Scores are the same, by the exact permutation test of the
 * difference of the means of answers that count 1, 0 or −1: the probability, when all answers are dealt out by chance,
 * of a difference at least as large as the observed one. A million answers take a third of a second.
 * Source: E. J. G. Pitman, "Significance tests which may be applied to samples from any populations", Supplement to the
 * Journal of the Royal Statistical Society 4 (1937).
 * @returns null where one of them has no answers; 0 for what is below about 1e-20
 */
export function netPromoterPValue(left: PromoterSample, right: PromoterSample): number | null {
  if (left.answers === 0 || right.answers === 0) return null;
  const answers = left.answers + right.answers;
  const promoters = left.promoters + right.promoters;
  const detractors = left.detractors + right.detractors;
  /** The difference of the means as a whole number, so that equal ones are equal. */
  const difference = (balance: number) => balance * answers - (promoters - detractors) * left.answers;
  const observed = Math.abs(difference(left.promoters - left.detractors));
  const isAsLarge = (balance: number) => difference(balance) >= observed || difference(balance) <= -observed;
  return expectation(hypergeometric(left.answers, right.answers, promoters), (dealtPromoters) => {
    const others = left.answers - dealtPromoters;
    const dealt = hypergeometric(others, answers - promoters - others, detractors);
    return expectation(dealt, (dealtDetractors) => (isAsLarge(dealtPromoters - dealtDetractors) ? 1 : 0));
  });
}

/**
 * Which of several hypotheses to reject, so that all of them together are wrongly rejected with a probability of at
 * most `level`: Holm's step-down procedure.
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6
 * (1979).
 * @param pValues null where there is no test
 * @returns one answer a p-value, in their order
 */
export function holmRejections(pValues: readonly (number | null)[], level: number): boolean[] {
  const tests = pValues
    .flatMap((pValue, index) => (pValue === null ? [] : [{ pValue, index }]))
    .sort((left, right) => left.pValue - right.pValue);
  const rejected = pValues.map(() => false);
  for (const [position, { pValue, index }] of tests.entries()) {
    if (!(pValue * ROUNDING < level / (tests.length - position))) break;
    rejected[index] = true;
  }
  return rejected;
}
