import { bucketsOf, clockTime, instantAt, monthsLater, startOfDay, type Bucket } from './calendar';
import { fiscalQuarters } from './fiscal-year';
import type { Question } from './question';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONTHS = 12;
/** Years of weeks, so that a week is compared with one that begins on the same weekday. */
const WEEKS_YEAR = 364 * DAY;
/** What ends no longer ago than this is still going on. */
const MOMENT = 300_000;

/** No interval is as long. */
const LONGEST = {
  hour: 2 * HOUR,
  day: 2 * DAY,
  week: 8 * DAY,
  month: 32 * DAY,
  quarter: 93 * DAY,
  year: 367 * DAY,
  fiscal_quarter: 99 * DAY,
  fiscal_year: 372 * DAY,
};

/** How much earlier: months of the calendar, fiscal quarters, a time by the clocks of the zone, or a time that passes. */
type Distance = { months: number } | { clock: number } | { passing: number } | { quarters: number };

/**
 * The earlier time that a bucket is compared with; one that is still running is cut at the same point. None for a day that
 * the earlier month does not have.
 */
export function earlierBucket(bucket: Bucket, question: Question): Bucket | null {
  const { shape, interval, compareTo, timeZone, from } = question;
  const start = Math.max(earlier(bucket.start, question), earlier(from, question));
  const { to } = earlierQuestion(question);
  if (shape !== 'time_series') return { start, end: to };
  const isSameDay = dayOfMonth(start, timeZone) === dayOfMonth(bucket.start, timeZone);
  const isOfMonths = 'months' in distanceOf(question);
  if (interval === 'day' && compareTo === 'previous_period' && isOfMonths && !isSameDay) return null;
  const [whole] = bucketsOf({ from: start, to: start + LONGEST[interval] }, interval, question);
  return { start, end: Math.min(whole?.end ?? to, to) };
}

/** The question that is asked of the earlier time; one that reaches past now is cut at the same point. */
export function earlierQuestion(question: Question): Question {
  const from = earlier(question.from, question);
  const to = earlierEnd(Math.max(question.from, Math.min(question.to, question.now)), question);
  return { ...question, from, to: Math.max(from, to) };
}

/** The instant that is compared with this one: as much earlier by the clocks of the zone. */
export function earlier(time: number, question: Question): number {
  const { timeZone } = question;
  const distance = distanceOf(question);
  if ('months' in distance) return monthsLater(time, -distance.months, timeZone);
  if ('passing' in distance) return time - distance.passing;
  if ('quarters' in distance) return quartersEarlier(time, distance.quarters, question);
  return instantAt(clockTime(time, timeZone) - distance.clock, timeZone);
}

/** With the day that is compared with its last one, ends what ends with a day, or within one that the earlier month lacks. */
function earlierEnd(time: number, question: Question): number {
  const { timeZone } = question;
  if (!('months' in distanceOf(question))) return earlier(time, question);
  if (beginsMonth(time, timeZone) && beginsMonth(question.from, timeZone)) return earlier(time, question);
  const last = earlier(time - 1, question);
  const isMidnight = clockTime(time, timeZone) % DAY === 0;
  if (!isMidnight && dayOfMonth(last, timeZone) === dayOfMonth(time - 1, timeZone)) return earlier(time, question);
  return startOfDay(Math.floor(clockTime(last, timeZone) / DAY) + 1, timeZone);
}

function distanceOf(question: Question): Distance {
  const { from, to, timeZone, shape, compareTo } = question;
  const interval = shape === 'time_series' ? question.interval : null;
  const quarters = fiscalQuartersOf(question);
  if (quarters !== null) return { quarters: compareTo === 'previous_year' ? 4 : quarters };
  if (compareTo === 'previous_year') return interval === 'week' ? { clock: WEEKS_YEAR } : { months: MONTHS };
  if (interval === 'hour') return { passing: Math.ceil((to - from) / HOUR) * HOUR };
  const length = clockTime(to, timeZone) - clockTime(from, timeZone);
  if (interval === 'week') return { clock: Math.ceil(length / (7 * DAY)) * 7 * DAY };
  const whole = wholeMonths(question);
  if (interval === null) return whole === null ? { clock: length } : { months: whole };
  if (interval === 'day') return whole === null ? { clock: Math.ceil(length / DAY) * DAY } : { months: whole };
  if (interval === 'fiscal_quarter' || interval === 'fiscal_year') throw new Error('These are no months');
  const step = { month: 1, quarter: 3, year: MONTHS }[interval];
  if (whole !== null && whole % step === 0) return { months: whole };
  let months = step;
  while (monthsLater(from, months, timeZone) < to) months += step;
  return { months };
}

/** Of a range of calendar months how many there are; of a month, quarter or year to date how many that has. */
function wholeMonths({ from, to, now, timeZone }: Question): number | null {
  const [first, last] = [new Date(clockTime(from, timeZone)), new Date(clockTime(to, timeZone))];
  const months = (clock: Date) => clock.getUTCFullYear() * MONTHS + clock.getUTCMonth();
  if (!beginsMonth(from, timeZone)) return null;
  if (beginsMonth(to, timeZone)) return months(last) - months(first);
  if (now - to > MOMENT) return null;
  const begins = [1, 3, MONTHS].filter((length) => first.getUTCMonth() % length === 0);
  return begins.find((length) => monthsLater(from, length, timeZone) >= to) ?? null;
}

/**
 * Of a series by fiscal quarters or years, how many quarters these are; of a range that consists of fiscal quarters, how many
 * there are; of a fiscal quarter or year to date, how many that has.
 */
function fiscalQuartersOf(question: Question): number | null {
  const { from, to, now, timeZone, weekStart, shape, interval } = question;
  const starts = fiscalQuarters(weekStart).map((day) => startOfDay(day, timeZone));
  const first = starts.findLastIndex((start) => start <= from);
  const end = starts.findIndex((start) => start >= to);
  if (shape === 'time_series') {
    if (interval === 'fiscal_quarter') return end - first;
    return interval === 'fiscal_year' ? Math.ceil(end / 4) * 4 - Math.floor(first / 4) * 4 : null;
  }
  if (starts[first] !== from) return null;
  if (starts[end] === to) return end - first;
  if (now - to > MOMENT) return null;
  if (end - first === 1) return 1;
  return first % 4 === 0 && end - first <= 4 ? 4 : null;
}

/** As many days after the beginning of an earlier fiscal quarter, up to its end. */
function quartersEarlier(time: number, count: number, { timeZone, weekStart }: Question): number {
  const quarters = fiscalQuarters(weekStart);
  const clock = clockTime(time, timeZone);
  const index = quarters.findLastIndex((day) => day * DAY <= clock);
  const [own = 0, before = 0, end = 0] = [index, index - count, index - count + 1].map((at) => quarters[at]);
  return Math.min(instantAt(clock - (own - before) * DAY, timeZone), startOfDay(end, timeZone));
}

function dayOfMonth(time: number, timeZone: string): number {
  return new Date(clockTime(time, timeZone)).getUTCDate();
}

function beginsMonth(time: number, timeZone: string): boolean {
  return dayOfMonth(time, timeZone) === 1 && clockTime(time, timeZone) % DAY === 0;
}
