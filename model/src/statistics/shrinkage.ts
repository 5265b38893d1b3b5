/**
 * A rate drawn towards another one where there is little to tell it by: the mean of a beta distribution whose prior
 * weighs as much as `weight` trials at the rate `prior`.
 * Source: A. Gelman et al., "Bayesian Data Analysis", 3rd ed. (2013), sections 2.4 and 5.3.
 */
export function shrunkRate(successes: number, trials: number, prior: number, weight: number): number {
  return (successes + weight * prior) / (trials + weight);
}
