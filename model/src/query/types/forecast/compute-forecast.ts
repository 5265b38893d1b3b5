import type { Bucket, CalendarContext } from '../../../calendar/calendar';
import { range, sum } from './method/arithmetic';
import { CONSTANTS, ERROR_ORIGINS, type ForecastInterval } from './method/constants';
import { countOpen, expectFromDeals, learnFromDeals, type OpenDeals } from './method/deals';
import { rollForecast, type RollingForecast } from './method/rolling-forecast';
import type { SeasonalPlaces, WonSeries } from './method/series';
import { dayNumber, placesOf, spanOf, type Periods } from './periods';
import type { SampledDeals, WonPeriod } from './statements';

/** What a forecast is computed from. */
export interface ForecastRequest {
  interval: ForecastInterval;
  calendar: CalendarContext;
  asOf: number;
  periods: Periods;
  /** How many of the past periods are listed or reported on. */
  listed: number;
}

/** Everything that an answer is made of. */
export interface Forecast {
  /** From the first period with a win; its last value is of the period before the running one. */
  series: WonSeries;
  places: SeasonalPlaces;
  rolling: RollingForecast;
  /** What has been won in the running period. */
  wonSoFar: number;
  /** How many deals were closed in the two years before an origin: a number of periods of the series. */
  closedBefore: (origin: number) => number;
  /** For each period ahead, how many open deals may be closed in it. */
  openCounts: number[];
}

/** How many of the latest origins have a forecast from deals. */
export const originsWithDeals = (listed: number): number => ERROR_ORIGINS + listed;

const NOTHING = { closed: 0, wins: 0, won: 0, squares: 0 };

/** What was read to compute a forecast from. */
export interface ForecastData {
  periods: readonly WonPeriod[];
  sample: SampledDeals;
  open: readonly OpenDeals[];
}

/** Forecasts the periods ahead, and every one before, each from what was known at its beginning. */
export function computeForecast(
  { interval, calendar, asOf, periods, listed }: ForecastRequest,
  { periods: rows, sample: { deals, oneIn }, open }: ForecastData,
): Forecast {
  const constants = CONSTANTS[interval];
  const byStart = new Map(rows.map((row) => [row.start, row]));
  const found = ({ start }: Bucket) => byStart.get(start) ?? NOTHING;
  const all = periods.past.map(found);
  const firstWin = all.findIndex(({ wins }) => wins > 0);
  const past = firstWin < 0 ? [] : periods.past.slice(firstWin);
  const known = past.map(found);
  const [running] = periods.ahead;
  const soFar = running ? found(running) : NOTHING;
  const series: WonSeries = {
    won: known.map(({ won }) => won),
    squares: known.map(({ squares }) => squares),
    wins: known.map(({ wins }) => wins),
  };
  const calendarPeriods = [...past, ...periods.ahead];
  const places = placesOf(calendarPeriods, interval, calendar);
  const spans = calendarPeriods.map((period) => spanOf(period, calendar));
  const horizon = periods.ahead.length;
  const flowAt = (origin: number) => learnFromDeals(deals, spans[origin]?.from ?? 0);
  // At the first origins deals are not known for long enough: they would promise nothing, and be corrected for that.
  const firstWithDeals = Math.max(constants.least, past.length + 1 - originsWithDeals(listed));
  const fromDeals = range(past.length + 1).map((origin) => {
    const day = spans[origin]?.from;
    if (deals.length === 0 || day === undefined || origin < firstWithDeals) return null;
    return expectFromDeals(flowAt(origin), day, spans.slice(origin, origin + horizon)).map(
      (sampled) => oneIn * sampled,
    );
  });
  const flow = flowAt(past.length);
  const before = all.length - past.length;
  return {
    ...{ series, places, wonSoFar: soFar.won },
    rolling: rollForecast({ series, places, fromDeals, horizon }, constants),
    closedBefore: (origin) => {
      const end = before + origin;
      const complete = sum(all.slice(Math.max(0, end - 2 * constants.year), end).map(({ closed }) => closed));
      return complete + (origin === past.length ? soFar.closed : 0);
    },
    openCounts: spans.slice(past.length).map((span) => countOpen(flow, open, dayNumber(asOf, calendar), span)),
  };
}
