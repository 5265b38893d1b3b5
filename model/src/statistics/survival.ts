/** Things that were watched for the same time. */
export interface Lifetimes {
  /** How long, in whole units ≥ 0. */
  time: number;
  /** How many of them ended then. */
  ended: number;
  /** How many had not ended when they were last seen: censored. */
  censored: number;
}

/** The probability of lasting longer than a time; 1 before the first end, and between whole units a straight line. */
export type Survival = (time: number) => number;

/**
 * The product-limit estimate of survival: what is still under way counts for as long as it was watched.
 * Source: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958).
 */
export function kaplanMeier(lifetimes: readonly Lifetimes[]): Survival {
  const ordered = [...lifetimes].sort((left, right) => left.time - right.time);
  let watched = ordered.reduce((sum, { ended, censored }) => sum + ended + censored, 0);
  let survival = 1;
  const steps: { time: number; survival: number }[] = [];
  for (const { time, ended, censored } of ordered) {
    if (ended > 0) {
      survival *= 1 - ended / watched;
      const last = steps.at(-1);
      if (last?.time === time) last.survival = survival;
      else steps.push({ time, survival });
    }
    watched -= ended + censored;
  }
  const after = (time: number): number => {
    const index = lastNotAfter(steps, time);
    return index < 0 ? 1 : (steps[index]?.survival ?? 1);
  };
  return (time) => {
    if (time < 0) return 1;
    const whole = Math.floor(time);
    const share = time - whole;
    return share === 0 ? after(whole) : (1 - share) * after(whole) + share * after(whole + 1);
  };
}

function lastNotAfter(steps: readonly { time: number }[], time: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.time ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
