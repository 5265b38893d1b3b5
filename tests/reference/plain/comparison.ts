import { clockTime, instantAt, monthsLater, startOfDay, type Bucket } from './calendar';
import type { Question } from './question';

const DAY = 86_400_000;
const MONTHS = 12;
/** Years of weeks, so that a week is compared with one that begins on the same weekday. */
const WEEKS_YEAR = 364 * DAY;

/** The earlier time that a bucket is compared with; one that is still running is cut at the same point. */
export function earlierBucket(bucket: Bucket, question: Question): Bucket {
  return {
    start: earlier(bucket.start, question),
    end: earlier(Math.min(bucket.end, question.now), question),
  };
}

/** The question that is asked of the earlier time; one that reaches past now is cut at the same point. */
export function earlierQuestion(question: Question): Question {
  const { start, end } = earlierBucket({ start: question.from, end: question.to }, question);
  return { ...question, from: start, to: end };
}

/** The instant that is compared with this one: as much earlier by the clocks of the zone. */
export function earlier(time: number, question: Question): number {
  const { from, to, timeZone, interval, shape, compareTo } = question;
  const isBy = (wanted: Question['interval']) => shape === 'time_series' && interval === wanted;
  const back = (length: number) => instantAt(clockTime(time, timeZone) - length, timeZone);
  if (compareTo === 'previous_year') return isBy('week') ? back(WEEKS_YEAR) : yearEarlier(time, timeZone);
  if (isBy('hour')) return time - (to - from);
  return back(clockTime(to, timeZone) - clockTime(from, timeZone));
}

/** Nothing of another year is compared with 29 February: what is on the 28th there stays on the 28th. */
function yearEarlier(time: number, timeZone: string): number {
  const date = new Date(clockTime(time, timeZone));
  const isLeapDay = date.getUTCMonth() === 1 && date.getUTCDate() === 29;
  if (isLeapDay) return startOfDay(Date.UTC(date.getUTCFullYear() - 1, 2) / DAY, timeZone);
  return monthsLater(time, -MONTHS, timeZone);
}
