import type { Bucket, CalendarContext } from '../../../calendar/calendar';
import { range, sum } from './method/arithmetic';
import { CONSTANTS, ERROR_ORIGINS, type ForecastInterval } from './method/constants';
import { countOpen, expectFromDeals, learnFromDeals, type OpenDeals } from './method/deals';
import { quarterIndex } from './method/members';
import { rollForecast, type PeriodForecast } from './method/rolling-forecast';
import { dayNumber, placesOf, spanOf, type Periods } from './periods';
import type { SampledDeals, WonPeriod } from './statements';

/** What is to be forecast. */
export interface ForecastRequest {
  interval: ForecastInterval;
  calendar: CalendarContext;
  asOf: number;
  periods: Periods;
  /** How many of the past periods are listed or reported on. */
  listed: number;
}

/** What was read to compute a forecast from. */
export interface ForecastData {
  periods: readonly WonPeriod[];
  sample: SampledDeals;
  open: readonly OpenDeals[];
}

/** From how little a forecast was made. */
export interface Basis {
  /** Deals closed in the two years before. */
  closed: number;
  /** Complete periods from the first win on, and those of them with a win. */
  periods: number;
  withWins: number;
}

/** The forecast of every period. `back` counts the periods before the running one, which is 0. */
export interface Forecast {
  /**
   * As at the beginning of a period, the forecast of the one `ahead` periods later.
   * @returns null where nothing had been won by then
   */
  at: (back: number, ahead: number) => PeriodForecast | null;
  /** What was won in a period, in the running one so far; null before the first win. */
  wonIn: (back: number) => number | null;
  /** From how little the forecast as at the beginning of a period was made. */
  basisAt: (back: number) => Basis;
  /** For each period ahead, how many open deals may be closed in it. */
  openCounts: readonly number[];
  /** By how much the last weeks or the last month of a quarter differ from the level; 1 where they do not. */
  quarterEnd: number;
  /** By how much the forecast from deals was corrected; null where there is none. */
  dealFactor: number | null;
}

/** How many of the latest origins have a forecast from deals. */
export const originsWithDeals = (listed: number): number => ERROR_ORIGINS + listed;

const NOTHING = { closed: 0, wins: 0, won: 0, squares: 0 };
/** The last group of weeks, and the last month of a quarter. */
const QUARTER_END = { week: 3, month: 2 } as const;

/** Forecasts the periods ahead, and every one before, each from what was known at its beginning. */
export function computeForecast(
  { interval, calendar, asOf, periods, listed }: ForecastRequest,
  data: ForecastData,
): Forecast {
  const constants = CONSTANTS[interval];
  const byStart = new Map(data.periods.map((row) => [row.start, row]));
  const found = ({ start }: Bucket) => byStart.get(start) ?? NOTHING;
  const all = periods.past.map(found);
  const firstWin = all.findIndex(({ wins }) => wins > 0);
  const known = firstWin < 0 ? [] : all.slice(firstWin);
  const count = known.length;
  const series = {
    won: known.map(({ won }) => won),
    squares: known.map(({ squares }) => squares),
    wins: known.map(({ wins }) => wins),
  };
  const soFar = periods.ahead.slice(0, 1).map(found)[0] ?? NOTHING;
  const calendarPeriods = [...periods.past.slice(all.length - count), ...periods.ahead];
  const places = placesOf(calendarPeriods, interval, calendar);
  const spans = calendarPeriods.map((period) => spanOf(period, calendar));
  const horizon = periods.ahead.length;
  const { deals, oneIn } = data.sample;
  const flowAt = (origin: number) => learnFromDeals(deals, spans[origin]?.from ?? 0);
  // At the first origins deals are not known for long enough: nothing would be expected of them, and be corrected for.
  const firstWithDeals = Math.max(constants.least, count + 1 - originsWithDeals(listed));
  const fromDeals = range(count + 1).map((origin) => {
    const day = spans[origin]?.from;
    if (deals.length === 0 || day === undefined || origin < firstWithDeals) return null;
    return expectFromDeals(flowAt(origin), day, spans.slice(origin, origin + horizon)).map(
      (sampled) => oneIn * sampled,
    );
  });
  const rolling = rollForecast({ series, places, fromDeals, horizon }, constants);
  const flow = flowAt(count);
  return {
    at: (back, ahead) => rolling.at(count - back, ahead),
    wonIn: (back) => (back === 0 ? soFar.won : (series.won[count - back] ?? null)),
    basisAt: (back) => {
      const end = all.length - back;
      const before = all.slice(Math.max(0, end - 2 * constants.year), end);
      const withWins = series.wins.slice(0, Math.max(0, count - back)).filter((wins) => wins > 0).length;
      const closed = sum(before.map((period) => period.closed)) + (back === 0 ? soFar.closed : 0);
      return { closed, periods: Math.max(0, count - back), withWins };
    },
    openCounts: spans.slice(count).map((span) => countOpen(flow, data.open, dayNumber(asOf, calendar), span)),
    quarterEnd:
      count < constants.quarter.least
        ? 1
        : (quarterIndex(series.won, places, count, constants)[QUARTER_END[interval]] ?? 1),
    dealFactor: rolling.dealFactor,
  };
}
