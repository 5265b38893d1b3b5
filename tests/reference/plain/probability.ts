/** Finds where a growing function reaches the target, between two points. */
export function solve(growing: (x: number) => number, target: number, low: number, high: number): number {
  let [below, above] = [low, high];
  for (let step = 0; step < 200 && above - below > 1e-13 * Math.max(1, Math.abs(above)); step++) {
    const middle = (below + above) / 2;
    if (growing(middle) < target) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}

const remembered = new Map<string, number>();

/** The slow functions below are asked the same again and again. */
function remember(key: string, compute: () => number): number {
  const known = remembered.get(key) ?? compute();
  remembered.set(key, known);
  return known;
}

/** Φ by its power series: ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …). */
function normalDistribution(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-18; odd += 2) {
    term *= x ** 2 / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-(x ** 2) / 2)) / Math.sqrt(2 * Math.PI);
}

/** z with a standard normal probability of `confidence` between −z and z. */
export function normalDeviate(confidence: number): number {
  return remember(`normal ${confidence}`, () => solve(normalDistribution, (1 + confidence) / 2, 0, 6));
}

/** The probability that Student's t is between −t and t: finite sums (Abramowitz and Stegun, 26.7.3 and 26.7.4). */
export function studentWithin(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const odd = degrees % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let factor = odd ? 2 : 1; factor < degrees; factor += 2) {
    sum += term;
    term *= (factor / (factor + 1)) * Math.cos(angle) ** 2;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

export function studentDeviate(confidence: number, degrees: number): number {
  return remember(`student ${confidence} ${degrees}`, () =>
    solve((t) => studentWithin(t, degrees), confidence, 0, 10_000),
  );
}

const logFactorials = [0];

export function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next++) {
    logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next));
  }
  return logFactorials[n] ?? 0;
}

/** P(X ≤ count) of a Poisson variable. */
function poissonUpTo(count: number, mean: number): number {
  let sum = 0;
  for (let k = 0; k <= count; k++) sum += Math.exp(k * Math.log(mean) - mean - logFactorial(k));
  return sum;
}

/** The mean of a Poisson variable at which `count` or fewer have the given probability. */
export function poissonMean(probability: number, count: number): number {
  return remember(`poisson ${probability} ${count}`, () =>
    solve((mean) => -poissonUpTo(count, mean), -probability, 1e-9, count + 20 + 10 * Math.sqrt(count + 1)),
  );
}

/** P(X ≤ count) of a binomial variable. */
export function binomialUpTo(count: number, trials: number, probability: number): number {
  return remember(`binomial ${count} ${trials} ${probability}`, () => {
    let sum = 0;
    for (let k = 0; k <= Math.min(count, trials); k++) {
      const ways = logFactorial(trials) - logFactorial(k) - logFactorial(trials - k);
      sum += Math.exp(ways + k * Math.log(probability) + (trials - k) * Math.log(1 - probability));
    }
    return sum;
  });
}
