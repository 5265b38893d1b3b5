import { wholeDays, type Bucket, type DaySpan, type TimeRange } from '../../../calendar/calendar';
import type { Cut, EarlierPeriod, Period } from './period';

/** For each bucket its whole days that are over, and those of what it is compared with. */
export function comparedDays(
  { own, earlier, now }: { own: Period; earlier: EarlierPeriod; now: number },
  { interval, timeZone }: Cut,
): { own: DaySpan; earlier: DaySpan }[] {
  const daysOf = ({ start, end }: Bucket, period: TimeRange) =>
    wholeDays({ from: Math.max(start, period.from), to: Math.min(end, period.to, now) }, timeZone);
  const before = new Map(earlier.buckets.map((bucket) => [interval ? bucket.start : earlier.from, bucket]));
  return own.buckets.map((bucket, index) => {
    const start = interval ? (earlier.counterparts[index] ?? NaN) : earlier.from;
    const counterpart = before.get(start) ?? NOTHING;
    return { own: daysOf(bucket, own), earlier: daysOf(counterpart, earlier) };
  });
}

const NOTHING: Bucket = { start: 0, end: 0 };
