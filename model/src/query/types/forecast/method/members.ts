import type { Constants } from './constants';
import { mean, range } from './arithmetic';
import { levelOf, smooth } from './level';
import { seasonalIndex } from './seasonal-index';
import { MONTHS, QUARTER_PLACES, type SeasonalPlaces } from './series';

/** The forecasts that are mixed. */
export const MEMBERS = ['level', 'quarter', 'year', 'deals'] as const;
export type Member = (typeof MEMBERS)[number];

/** By member, a value for each period ahead; a member without enough periods is absent. */
export type MemberForecasts = Partial<Record<Member, readonly number[]>>;

/**
 * The forecasts that need no deals, as at the beginning of a period.
 * @param origin how many periods of the series are complete
 * @param horizon how many periods ahead, from the one that begins
 */
export function seriesMembers(
  won: readonly number[],
  places: SeasonalPlaces,
  origin: number,
  horizon: number,
  constants: Constants,
): MemberForecasts {
  const { least, quarter, yearly } = constants;
  const first = Math.max(0, origin - constants.history);
  const known = won.slice(first, origin);
  if (known.length < least) return {};
  const level = levelOf(known);
  const members: MemberForecasts = { level: range(horizon).map(() => level) };
  const seasonal = (indexes: readonly number[], of: readonly number[]) => {
    const at = (period: number) => indexes[of[period] ?? 0] ?? 1;
    const adjusted = known.map((value, index) => value / at(first + index));
    return { adjusted, times: (base: number) => range(horizon).map((ahead) => base * at(origin + ahead)) };
  };
  if (known.length >= quarter.least) {
    const { adjusted, times } = seasonal(quarterIndex(won, places, origin, constants), places.quarter);
    members.quarter = times(mean(adjusted.slice(-quarter.averaged)));
  }
  if (known.length >= yearly.least) {
    const { adjusted, times } = seasonal(
      seasonalIndex(known, places.month.slice(first, origin), MONTHS, yearly.halfWindow),
      places.month,
    );
    members.year = times(smooth(adjusted, yearly.smoothing).level);
  }
  return members;
}

/** By how much the places in the quarter differ, as known at an origin; 1 is no difference. */
export function quarterIndex(
  won: readonly number[],
  places: SeasonalPlaces,
  origin: number,
  { history, quarter }: Constants,
): number[] {
  const first = Math.max(0, origin - history);
  return seasonalIndex(
    won.slice(first, origin),
    places.quarter.slice(first, origin),
    QUARTER_PLACES,
    quarter.halfWindow,
  );
}
