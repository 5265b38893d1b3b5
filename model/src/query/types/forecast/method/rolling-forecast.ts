import { clip, mean, range } from './arithmetic';
import { scatterOf, type Scatter } from './band';
import { ERROR_ORIGINS, type Constants } from './constants';
import { calibration } from './deals';
import { seriesMembers, type MemberForecasts } from './members';
import { mix, type Mixed } from './mix';
import type { SeasonalPlaces, WonSeries } from './series';

/** A forecast of one period, as at an origin. */
export interface PeriodForecast extends Mixed, Scatter {}

/** Forecasts as at the beginning of every period of a series, and of the one after it. */
export interface RollingForecast {
  /**
   * The forecast as at an origin: a number of complete periods.
   * @param ahead how many periods ahead, 0 for the period that begins at the origin
   * @returns null where nothing had been won by then
   */
  at: (origin: number, ahead: number) => PeriodForecast | null;
  /** By how much the forecast from deals at the latest origin was corrected; null where there is none. */
  dealFactor: number | null;
}

/** What a rolling forecast is made of. */
export interface ForecastInputs {
  series: WonSeries;
  /** Of the complete periods and of `horizon` more. */
  places: SeasonalPlaces;
  /** What was expected from deals at each origin, by periods ahead; null where that is not known. */
  fromDeals: readonly (readonly number[] | null)[];
  horizon: number;
}

/** Forecasts every period from what was known before it, each by the errors of those before. */
export function rollForecast(inputs: ForecastInputs, constants: Constants): RollingForecast {
  const { series, places, fromDeals, horizon } = inputs;
  const count = series.won.length;
  let dealFactor: number | null = null;
  const members = range(count + 1).map((origin): MemberForecasts => {
    const forecasts = seriesMembers(series.won, places, origin, horizon, constants);
    const deals = fromDeals[origin];
    if (!deals || !forecasts.level) return forecasts;
    const factors = deals.map((forecast, ahead) => factorOf(inputs, origin, ahead, forecast, constants));
    dealFactor = factors[0] ?? null;
    return { ...forecasts, deals: deals.map((forecast, ahead) => forecast * (factors[ahead] ?? 1)) };
  });
  // Mixed when asked for: of most origins only the forecast of the period that begins is wanted.
  const mixed = new Map<number, Mixed>();
  const mixedAt = (origin: number, ahead: number): Mixed | null => {
    const forecasts = members[origin];
    if (!forecasts?.level) return null;
    const key = origin * horizon + ahead;
    const found = mixed.get(key) ?? mix(members.slice(0, origin), series.won, forecasts, ahead, constants.mix);
    mixed.set(key, found);
    return found;
  };
  const at: RollingForecast['at'] = (origin, ahead) => {
    if (origin <= 0) return null;
    const known = upTo(series, origin, constants.history);
    const forecast = mixedAt(origin, ahead) ?? { expected: mean(known.won), weights: {} };
    const latest = origin - 1 - ahead;
    const past = range(clip(latest + 1, 0, ERROR_ORIGINS)).map((back) => {
      const then = mixedAt(latest - back, ahead);
      return then && { expected: then.expected, actual: series.won[latest - back + ahead] ?? 0 };
    });
    return { ...forecast, ...scatterOf(forecast.expected, past, known, constants) };
  };
  return { at, dealFactor };
}

function factorOf(
  { series, fromDeals }: ForecastInputs,
  origin: number,
  ahead: number,
  forecast: number,
  { calibration: constants }: Constants,
): number {
  const past = range(constants.origins).flatMap((back) => {
    const earlier = origin - 1 - ahead - back;
    const then = fromDeals[earlier]?.[ahead];
    return then === undefined ? [] : [{ forecast: then, actual: series.won[earlier + ahead] ?? 0 }];
  });
  return calibration(forecast, past, constants);
}

function upTo(series: WonSeries, origin: number, history: number): WonSeries {
  const cut = (values: readonly number[]) => values.slice(Math.max(0, origin - history), origin);
  return { won: cut(series.won), squares: cut(series.squares), wins: cut(series.wins) };
}
