/** The forecast of one series of periods, step by step as docs/forecast.md describes it. */

export interface Plan {
  history: number;
  least: number;
  quarter: { least: number; around: number; last: number };
  year: { least: number; around: number; smoothing: number };
  correction: { origins: number; weight: number };
  mix: { decay: number; weight: number };
}

export const PLANS: Record<'week' | 'month', Plan> = {
  week: {
    ...{ history: 156, least: 8 },
    quarter: { least: 26, around: 6, last: 13 },
    year: { least: 86, around: 26, smoothing: 0.1 },
    correction: { origins: 26, weight: 4 },
    mix: { decay: 0.97, weight: 8 },
  },
  month: {
    ...{ history: 48, least: 3 },
    quarter: { least: 6, around: 1, last: 6 },
    year: { least: 21, around: 6, smoothing: 0.2 },
    correction: { origins: 9, weight: 2 },
    mix: { decay: 0.93, weight: 4 },
  },
};

/** What is known of a series: a value for each complete period, the groups of these and later periods, and its deals. */
export interface Series {
  won: readonly number[];
  /** Place in the quarter, and month of the year. */
  quarter: readonly number[];
  month: readonly number[];
  /** What deals promise of a period, as at the beginning of another; null where that is not computed. */
  fromDeals: (origin: number, ahead: number) => number | null;
}

export const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]) => sumOf(values) / values.length;
const clip = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

function smoothed(values: readonly number[], alpha: number): { level: number; errors: number } {
  let level = meanOf(values.slice(0, 4));
  let errors = 0;
  for (const value of values) {
    errors += Math.abs(value - level);
    level += alpha * (value - level);
  }
  return { level, errors };
}

function levelOf(values: readonly number[]): number {
  let best = smoothed(values, 0.05);
  for (const alpha of [0.1, 0.2, 0.3, 0.45, 0.6, 0.8]) {
    const tried = smoothed(values, alpha);
    if (tried.errors < best.errors) best = tried;
  }
  return best.level;
}

/** What each group is worth; 1 where that cannot be known. */
function worthOf(values: readonly number[], groups: readonly number[], around: number): (group: number) => number {
  const ratios = values.flatMap((value, index) => {
    const level = meanOf(values.slice(Math.max(0, index - around), index + around + 1));
    return level > 0 ? [{ group: groups[index], ratio: value / level }] : [];
  });
  const known = [...new Set(ratios.map(({ group }) => group))].map((group) => {
    const own = ratios.filter((one) => one.group === group).map(({ ratio }) => ratio);
    return { group, count: own.length, mean: meanOf(own), own };
  });
  if (ratios.length < 6 || known.filter(({ count }) => count >= 2).length < 2) return () => 1;
  const overall = meanOf(ratios.map(({ ratio }) => ratio));
  const squares = known.flatMap(({ own, mean }) => own.map((ratio) => (ratio - mean) ** 2));
  const noise = sumOf(squares) / Math.max(1, ratios.length - known.length);
  const centre = meanOf(known.map(({ mean }) => mean));
  const spread = sumOf(known.map(({ mean }) => (mean - centre) ** 2)) / (known.length - 1);
  const season = Math.max(0, spread - meanOf(known.map(({ count }) => noise / count)));
  return (group) => {
    const found = known.find((one) => one.group === group);
    if (!found || season === 0) return 1;
    return clip(1 + (season / (season + noise / found.count)) * (found.mean / overall - 1), 0.3, 3);
  };
}

/** The forecasts that are mixed, by name, as at the beginning of a period; none where there are too few periods. */
function forecastsAt(series: Series, origin: number, ahead: number, plan: Plan): Map<string, number> {
  const first = Math.max(0, origin - plan.history);
  const won = series.won.slice(first, origin);
  const found = new Map<string, number>();
  if (won.length < plan.least) return found;
  found.set('level', levelOf(won));
  const without = (groups: readonly number[], worth: (group: number) => number) =>
    won.map((value, index) => value / worth(groups[first + index] ?? 0));
  if (won.length >= plan.quarter.least) {
    const worth = worthOf(won, series.quarter.slice(first, origin), plan.quarter.around);
    const base = meanOf(without(series.quarter, worth).slice(-plan.quarter.last));
    found.set('quarter', base * worth(series.quarter[origin + ahead] ?? 0));
  }
  if (won.length >= plan.year.least) {
    const worth = worthOf(won, series.month.slice(first, origin), plan.year.around);
    const base = smoothed(without(series.month, worth), plan.year.smoothing).level;
    found.set('year', base * worth(series.month[origin + ahead] ?? 0));
  }
  const deals = series.fromDeals(origin, ahead);
  if (deals !== null) found.set('deals', deals * correctionOf(series, origin, ahead, deals, plan));
  return found;
}

function correctionOf(series: Series, origin: number, ahead: number, now: number, { correction }: Plan): number {
  let [came, promised] = [correction.weight * now, correction.weight * now];
  for (let earlier = origin - 1 - ahead; earlier >= Math.max(0, origin - ahead - correction.origins); earlier--) {
    const then = series.fromDeals(earlier, ahead);
    if (then === null) continue;
    came += series.won[earlier + ahead] ?? 0;
    promised += then;
  }
  return promised > 0 ? clip(came / promised, 0.25, 4) : 1;
}

/** The forecast as at the beginning of a period; null before the first win. */
export function forecastOf(series: Series, origin: number, ahead: number, plan: Plan): number | null {
  if (origin <= 0) return null;
  const now = forecastsAt(series, origin, ahead, plan);
  if (now.size === 0) return meanOf(series.won.slice(Math.max(0, origin - plan.history), origin));
  const errors = new Map([...now.keys()].map((name) => [name, { weight: 0, error: 0 }]));
  for (let back = 0; back < 60 && origin - 1 - ahead - back >= 0; back++) {
    const then = forecastsAt(series, origin - 1 - ahead - back, ahead, plan);
    for (const [name, forecast] of then) {
      const known = errors.get(name);
      if (!known) continue;
      known.weight += plan.mix.decay ** back;
      known.error += plan.mix.decay ** back * Math.abs((series.won[origin - 1 - back] ?? 0) - forecast);
    }
  }
  const usual = [...errors.values()].filter(({ weight }) => weight > 0).map(({ weight, error }) => error / weight);
  const base = usual.length > 0 && meanOf(usual) > 0 ? meanOf(usual) : 1;
  const trust = [...now].map(([name, forecast]) => {
    const { weight, error } = errors.get(name) ?? { weight: 0, error: 0 };
    const expectedError = (error + plan.mix.weight * base) / (weight + plan.mix.weight);
    return { forecast, weight: Math.max(1e-9, expectedError) ** -6 };
  });
  return sumOf(trust.map(({ forecast, weight }) => forecast * weight)) / sumOf(trust.map(({ weight }) => weight));
}
