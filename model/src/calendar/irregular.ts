import { Temporal } from 'temporal-polyfill';
import type { Bucket, CalendarContext, Interval } from './calendar';

const HOUR = 3_600_000;
/** As far from a change of clocks its hours and days may begin elsewhere than ClickHouse says. */
const AROUND = 36 * HOUR;

/**
 * The buckets around changes of clocks that ClickHouse cuts otherwise, a run for each change. By the hour: where clocks
 * change by a part of an hour, its full hours of that day are half an hour off. By longer intervals: where clocks go back
 * over midnight, so that a day begins twice.
 * @param buckets in order, without gaps
 */
export function irregularRuns(
  buckets: readonly Bucket[],
  interval: Interval,
  { timeZone }: CalendarContext,
): (readonly Bucket[])[] {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return [];
  const runs: (readonly Bucket[])[] = [];
  let moment = momentAt(first.start - AROUND, timeZone).getTimeZoneTransition('next');
  while (moment && moment.epochMilliseconds < last.end + AROUND) {
    const time = moment.epochMilliseconds;
    if (isIrregular(moment, interval)) {
      const run = buckets.filter(({ start, end }) => end > time - AROUND && start < time + AROUND);
      if (run.length > 0) runs.push(run);
    }
    moment = moment.getTimeZoneTransition('next');
  }
  return runs;
}

function isIrregular(change: Temporal.ZonedDateTime, interval: Interval): boolean {
  const before = momentAt(change.epochMilliseconds - 1, change.timeZoneId);
  if (interval === 'hour') return (change.offsetNanoseconds - before.offsetNanoseconds) % (HOUR * 1e6) !== 0;
  return Temporal.PlainDate.compare(change.toPlainDate(), before.toPlainDate()) < 0;
}

function momentAt(time: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
}
