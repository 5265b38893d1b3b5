import { bucketsOf, calendarDay, monthsLater, type WeekStart } from '../calendar';
import type { Company } from '../company';
import type { Dimensions } from '../facts';
import { NO_VALUE, passes, type Filter } from '../filters';
import { MONEY } from '../metrics/kinds';
import { promiseOf, type Deal, type DealPromise } from './forecast-deals';
import { forecastOf, PLANS, sumOf, type Series } from './forecast-method';

export interface ForecastQuestion {
  interval: 'week' | 'month';
  /** How many periods ahead. */
  horizon: number;
  /** Instead the last so many periods. */
  backtest?: number;
  by?: 'team' | 'rep';
  filters: readonly Filter[];
  timeZone: string;
  weekStart: WeekStart;
  from: number;
  to: number;
  now: number;
}

export interface ForecastRow {
  time: number;
  name: string | null;
  expected: number | null;
  /** Won so far in a period ahead, or in a past one. */
  won: number;
  /** Null for a past period. */
  open: number | null;
}

const DAY = 86_400_000;
/** How many past periods are reported on where none are listed. */
const REPORTED = { week: 26, month: 12 };
const READ = { week: 192, month: 84 };
const ORIGINS_WITH_DEALS = 60;

/** What is forecast of the whole, or of its parts so that they add up to it. */
export function forecastRows(company: Company, question: ForecastQuestion): ForecastRow[] {
  const whole = forecastFor(company, question);
  if (!question.by) return whole.rows(null, (period) => whole.expected(period));
  const { by } = question;
  const nameOf = (dimensions: Dimensions) => String(dimensions[by] ?? NO_VALUE);
  const names = [...new Set(whole.dimensions.map(nameOf))].sort((left, right) => left.localeCompare(right, 'en'));
  const parts = names.map((name) => ({ name, own: forecastFor(company, question, (of) => nameOf(of) === name) }));
  const scaled = (own: number | null, period: Period) => {
    const all = whole.expected(period);
    if (all === null) return null;
    const total = sumOf(parts.map((part) => part.own.expected(period) ?? 0));
    return total > 0 ? ((own ?? 0) * all) / total : 0;
  };
  const tables = parts.map(({ name, own }) => own.rows(name, (period) => scaled(own.expected(period), period)));
  return (tables[0] ?? []).flatMap((_, index) => tables.flatMap((rows) => rows[index] ?? []));
}

/** What is forecast to be won between two instants after another: of a week of which a part lies between them, the same part. */
export type Prospect = (name: string | null, from: number, to: number) => number;

const WEEKS_AHEAD = 53;

/**
 * The prospects of a year from an instant, of the whole or of each part.
 * @param until nobody asks about later
 */
export function prospectsOf(
  company: Company,
  { asOf, until }: { asOf: number; until: number },
  { by, timeZone, weekStart }: Pick<ForecastQuestion, 'by' | 'timeZone' | 'weekStart'>,
): { reach: number; prospect: Prospect } {
  const asked: ForecastQuestion = {
    ...{ interval: 'week', horizon: WEEKS_AHEAD, filters: [], timeZone, weekStart, from: asOf, to: asOf, now: asOf },
    ...(by && { by }),
  };
  const { ahead } = periodsAround(asOf, WEEKS_AHEAD, asked);
  const horizon = ahead.filter(({ start }) => start < until).length;
  const question = { ...asked, horizon };
  let rows: ForecastRow[] | undefined;
  const prospect: Prospect = (name, from, to) => {
    rows ??= forecastRows(company, question);
    const ofName = new Map(rows.filter((row) => row.name === name).map((row) => [row.time, row]));
    return sumOf(
      ahead.slice(0, horizon).map(({ start, end }) => {
        const row = ofName.get(start);
        const begins = Math.max(start, asOf);
        const left = row?.expected == null ? 0 : row.expected - row.won;
        return (left * Math.max(0, Math.min(end, to) - Math.max(begins, from))) / (end - begins);
      }),
    );
  };
  return { reach: ahead.at(-1)?.end ?? asOf, prospect };
}

/** `back` periods before the running one, forecast for the one `ahead` later. */
interface Period {
  back: number;
  ahead: number;
}

function forecastFor(
  company: Company,
  question: ForecastQuestion,
  isOf: (dimensions: Dimensions) => boolean = () => true,
) {
  const { interval, horizon, backtest, filters, timeZone } = question;
  const asOf = Math.min(question.to, question.now);
  const counts = (dimensions: Dimensions) => passes(dimensions, filters) && isOf(dimensions);
  const { past, ahead } = periodsAround(asOf, backtest === undefined ? horizon : 1, question);
  const closes = company.closes.filter(({ time, dimensions }) => time < asOf && counts(dimensions));
  const created = company.opportunities.filter(({ creation }) => creation.time < asOf && counts(creation.dimensions));
  const open = company.opportunities.flatMap(({ creation, open: spans }) =>
    spans
      .filter(({ from, to, dimensions }) => from < asOf && (to === null || to >= asOf) && counts(dimensions))
      .map(({ dimensions }) => ({ dimensions, created: calendarDay(creation.time, timeZone) })),
  );
  const deals = created.map(({ creation, close }): Deal => {
    const known = close && close.time < asOf ? close : null;
    return {
      created: calendarDay(creation.time, timeZone),
      closed: known && calendarDay(known.time, timeZone),
      won: known?.won ?? false,
      opening: creation.amount === null ? null : creation.amount / MONEY,
      brought: known?.won && known.amount !== null ? known.amount / MONEY : null,
    };
  });
  const winsIn = ({ start, end }: Bounds) =>
    closes.filter(({ won, amount, time }) => won && amount !== null && time >= start && time < end);
  const wonIn = (period: Bounds) => sumOf(winsIn(period).map(({ amount }) => amount ?? 0)) / MONEY;
  const first = past.findIndex((period) => winsIn(period).length > 0);
  const complete = first < 0 ? [] : past.slice(first);
  const all = [...complete, ...ahead];
  const [running] = ahead;
  const listed = backtest ?? REPORTED[interval];
  const promises = new Map<number, DealPromise>();
  const dayOf = (time: number) => calendarDay(time, timeZone);
  const promiseAt = (day: number) => {
    const promise = promises.get(day) ?? promiseOf(deals, day);
    promises.set(day, promise);
    return promise;
  };
  const series: Series = {
    won: complete.map(wonIn),
    quarter: all.map(({ start }) => placesOf(dayOf(start), interval).quarter),
    month: all.map(({ start }) => placesOf(dayOf(start), interval).month),
    fromDeals: (origin, later) => {
      const [begin, target] = [all[origin], all[origin + later]];
      const isComputed = origin >= PLANS[interval].least && origin > complete.length - ORIGINS_WITH_DEALS - listed;
      if (!begin || !target || !isComputed || deals.length === 0) return null;
      return promiseAt(dayOf(begin.start)).brings(dayOf(target.start), dayOf(target.end));
    },
  };
  const found = new Map<string, number | null>();
  const expected = ({ back, ahead: later }: Period): number | null => {
    const key = `${back} ${later}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    const value = forecastOf(series, complete.length - back, later, PLANS[interval]);
    found.set(key, value);
    return value;
  };
  const openIn = ({ start, end }: Bounds) => {
    const [today, day] = [dayOf(asOf), dayOf(running?.start ?? asOf)];
    const { mayClose } = promiseAt(day);
    return open.filter(({ created: of }) => mayClose(Math.max(today, dayOf(start)) - of, dayOf(end) - of)).length;
  };
  const rows = (name: string | null, forecast: (period: Period) => number | null): ForecastRow[] => {
    if (backtest !== undefined) {
      return past.slice(-backtest).map((period, index) => ({
        ...{ time: period.start, name, open: null, won: wonIn(period) },
        expected: forecast({ back: backtest - index, ahead: 0 }),
      }));
    }
    return ahead.map((period, index) => {
      const won = index === 0 ? sumOf(winsIn({ ...period, end: asOf }).map(({ amount }) => amount ?? 0)) / MONEY : 0;
      const left = index === 0 ? (period.end - asOf) / (period.end - period.start) : 1;
      const whole = forecast({ back: 0, ahead: index });
      return {
        time: period.start,
        name,
        open: openIn(period),
        won,
        expected: whole === null ? null : won + left * whole,
      };
    });
  };
  const dimensions = [...closes, ...created.map(({ creation }) => creation), ...open].map((one) => one.dimensions);
  return { expected, rows, dimensions };
}

interface Bounds {
  start: number;
  end: number;
}

function periodsAround(asOf: number, horizon: number, { interval, timeZone, weekStart }: ForecastQuestion) {
  const months = interval === 'month' ? READ.month + 1 : Math.ceil(READ.week / 4);
  const range = {
    from: monthsLater(asOf, -months, timeZone),
    to: monthsLater(asOf, horizon + 1, timeZone),
  };
  const all = bucketsOf(range, interval, { timeZone, weekStart });
  const running = all.findLastIndex(({ start }) => start <= asOf);
  return { past: all.slice(running - READ[interval], running), ahead: all.slice(running, running + horizon) };
}

/** Weeks belong to the quarter and the month of their fourth day. */
function placesOf(start: number, interval: 'week' | 'month'): { quarter: number; month: number } {
  const day = interval === 'week' ? start + 3 : start;
  const date = new Date(day * DAY);
  const month = date.getUTCMonth();
  if (interval === 'month') return { quarter: month % 3, month };
  const weeks = Math.floor((day - Date.UTC(date.getUTCFullYear(), month - (month % 3)) / DAY) / 7);
  return { quarter: weeks <= 3 ? 0 : weeks <= 8 ? 1 : weeks <= 10 ? 2 : 3, month };
}
