import { ERROR_ORIGINS, type Constants } from './constants';
import { mean, sum } from './arithmetic';
import { MEMBERS, type Member, type MemberForecasts } from './members';

/** How much the smallest error counts above the others. */
const POWER = 6;
const SMALLEST_ERROR = 1e-9;

/** One forecast made of several. */
export interface Mixed {
  expected: number;
  /** They add up to 1. */
  weights: Partial<Record<Member, number>>;
}

/**
 * Mixes the forecasts of one period by the errors that each made so many periods ahead before: late ones count most, and
 * one of which few are known is taken for as good as the others.
 * @param earlier the forecasts at each origin before this one
 * @param won what was won in the complete periods, as many as there are origins before
 * @param ahead how many periods ahead, 0 for the period that begins
 * @param members the forecasts now, one at least
 */
export function mix(
  earlier: readonly MemberForecasts[],
  won: readonly number[],
  members: MemberForecasts,
  ahead: number,
  { decay, weight: priorWeight }: Constants['mix'],
): Mixed {
  const latest = earlier.length - 1 - ahead;
  const judged = MEMBERS.flatMap((member) => {
    const forecast = members[member]?.[ahead];
    if (forecast === undefined) return [];
    let [weight, error, share] = [0, 0, 1];
    // A plain loop: it runs for every origin, horizon and part.
    for (let origin = latest; origin >= 0 && origin > latest - ERROR_ORIGINS; origin--, share *= decay) {
      const then = earlier[origin]?.[member]?.[ahead];
      if (then === undefined) continue;
      weight += share;
      error += share * Math.abs((won[origin + ahead] ?? 0) - then);
    }
    return [{ member, forecast, weight, error }];
  });
  const known = judged.filter(({ weight }) => weight > 0);
  const usual = known.length === 0 ? 1 : mean(known.map(({ weight, error }) => error / weight)) || 1;
  const powers = judged.map(
    ({ weight, error }) => Math.max(SMALLEST_ERROR, (error + priorWeight * usual) / (weight + priorWeight)) ** -POWER,
  );
  const shares = powers.map((power) => power / sum(powers));
  return {
    expected: sum(judged.map(({ forecast }, index) => forecast * (shares[index] ?? 0))),
    weights: Object.fromEntries(judged.map(({ member }, index) => [member, shares[index]])),
  };
}
