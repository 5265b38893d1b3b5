import { shownValue } from '../../../catalogue/dimensions';
import type { ResultRow } from '../../query-type';
import { computeForecast, type Forecast, type ForecastData, type ForecastRequest } from './compute-forecast';
import { reconcile } from './reconcile';
import { readDeals, readOpen, readPeriod, type WonPeriod } from './statements';

/** The forecast of the whole, and those of its parts, which add up to it. */
export interface PartedForecast {
  whole: Forecast;
  /** By name; the whole under an empty name where the forecast is not split. */
  parts: { name: string; forecast: Forecast }[];
}

type ForecastRows = Record<'periods' | 'deals' | 'open', readonly ResultRow[]>;

/** Forecasts the whole and each part that the rows of the statements name. */
export function forecastParts(request: ForecastRequest, rows: ForecastRows, isSplit: boolean): PartedForecast {
  const whole = computeForecast(request, readData(rows));
  if (!isSplit) return { whole, parts: [{ name: '', forecast: whole }] };
  const names = new Set([...rows.periods, ...rows.deals, ...rows.open].map(({ part }) => String(part)));
  const ordered = [...names].sort((left, right) => left.localeCompare(right, 'en'));
  const own = ordered.map((name) => {
    const ofPart = (all: readonly ResultRow[]) => all.filter(({ part }) => part === name);
    const data = readData({ periods: ofPart(rows.periods), deals: ofPart(rows.deals), open: ofPart(rows.open) });
    return computeForecast(request, data);
  });
  const forecasts = reconcile(whole, own);
  return {
    whole,
    parts: ordered.flatMap((name, index) => {
      const forecast = forecasts[index];
      return forecast ? [{ name: shownValue(name), forecast }] : [];
    }),
  };
}

function readData({ periods, deals, open }: ForecastRows): ForecastData {
  return { periods: addUp(periods.map(readPeriod)), sample: readDeals(deals), open: open.map(readOpen) };
}

/** One row for each period, with the sums of its parts. */
function addUp(rows: readonly WonPeriod[]): WonPeriod[] {
  const sums = new Map<number, WonPeriod>();
  for (const row of rows) {
    const before = sums.get(row.start);
    sums.set(row.start, before ? added(before, row) : row);
  }
  return [...sums.values()];
}

const added = (one: WonPeriod, other: WonPeriod): WonPeriod => ({
  start: one.start,
  closed: one.closed + other.closed,
  wins: one.wins + other.wins,
  won: one.won + other.won,
  squares: one.squares + other.squares,
});
