import { calendarDay, startOfDay } from './calendar';
import { changeProbability } from './change-tests';
import { binomialUpTo, studentWithin } from './probability';
import { mean, sum } from './statistics';

/** What happened in a time, and when. */
interface Happened {
  start: number;
  end: number;
  timeZone: string;
  amounts: readonly { time: number; amount: number }[];
}

/** A day's or a week's amount, with what else it depends on. */
interface Amount {
  amount: number;
  block: number;
  isNow: boolean;
}

const WEEK = 7;

/**
 * How probable a difference as large as this would be between days that only chance and the weekday make differ. Counts must
 * differ by more than single events do, and, from four weeks on, everything by more than weeks do.
 * @returns null where that cannot be known
 */
export function changeOfDaysProbability(now: Happened, before: Happened, isCount: boolean): number | null {
  const [days, daysBefore] = [daysOf(now), daysOf(before)];
  const [length, lengthBefore] = [days.length, daysBefore.length];
  if ([...days, ...daysBefore].every(({ amount }) => amount === 0)) return null;
  if (length > 2 * lengthBefore || lengthBefore > 2 * length) return null;
  const byDay = periodProbability([
    ...days.map(({ day, amount }) => ({ amount, block: day % WEEK, isNow: true })),
    ...daysBefore.map(({ day, amount }) => ({ amount, block: day % WEEK, isNow: false })),
  ]);
  if (byDay === null) return null;
  const probabilities = [byDay];
  const [weeks, weeksBefore] = [weeksOf(days), weeksOf(daysBefore)];
  if (weeks.length >= 4 && weeksBefore.length >= 4) {
    const byWeek = periodProbability([
      ...weeks.map((amount) => ({ amount, block: 0, isNow: true })),
      ...weeksBefore.map((amount) => ({ amount, block: 0, isNow: false })),
    ]);
    probabilities.push(byWeek ?? 0);
  }
  if (isCount) {
    const [count, countBefore] = [days, daysBefore].map((all) => sum(all.map(({ amount }) => amount))) as [
      number,
      number,
    ];
    const share = length / (length + lengthBefore);
    const upTo = (some: number, ofShare: number) => binomialUpTo(some, count + countBefore, ofShare);
    probabilities.push(Math.min(1, 2 * upTo(count, share), 2 * upTo(countBefore, 1 - share)));
  }
  return Math.max(...probabilities);
}

/** The days that lie whole in a time, with what each came to. */
function daysOf({ start, end, timeZone, amounts }: Happened): { day: number; amount: number }[] {
  const onDays = new Map<number, number>();
  for (const { time, amount } of amounts) {
    const day = calendarDay(time, timeZone);
    onDays.set(day, (onDays.get(day) ?? 0) + amount);
  }
  const found: { day: number; amount: number }[] = [];
  for (let day = calendarDay(start, timeZone); startOfDay(day + 1, timeZone) <= end; day++) {
    if (startOfDay(day, timeZone) < start) continue;
    found.push({ day, amount: onDays.get(day) ?? 0 });
  }
  return found;
}

function weeksOf(days: readonly { amount: number }[]): number[] {
  const starts = [...days.keys()].filter((index) => index % WEEK === 0 && index + WEEK <= days.length);
  return starts.map((start) => sum(days.slice(start, start + WEEK).map(({ amount }) => amount)));
}

/** What rounding leaves of a square. */
const ROUNDING = 1e-12;

/**
 * The probability of such an effect of the period, by regression: both the amounts and the period are freed of what their
 * block explains, and what is left of the one is explained by what is left of the other (the theorem of Frisch, Waugh and
 * Lovell).
 */
function periodProbability(all: readonly Amount[]): number | null {
  const blocks = new Set(all.map(({ block }) => block));
  const freed = [...blocks].flatMap((block) => {
    const inBlock = all.filter((one) => one.block === block);
    const [amount, period] = [mean(inBlock.map((one) => one.amount)), mean(inBlock.map((one) => Number(one.isNow)))];
    return inBlock.map((one) => ({ amount: one.amount - amount, period: Number(one.isNow) - period }));
  });
  const variation = sum(freed.map(({ period }) => period ** 2));
  const degrees = all.length - blocks.size - 1;
  if (variation < ROUNDING || degrees < 1) return null;
  const slope = sum(freed.map(({ amount, period }) => amount * period)) / variation;
  const unexplained = sum(freed.map(({ amount, period }) => (amount - slope * period) ** 2));
  const nothing = ROUNDING * sum(all.map(({ amount }) => amount ** 2));
  if (unexplained <= nothing) return slope ** 2 * variation <= nothing ? 1 : 0;
  return 1 - studentWithin(Math.abs(slope) * Math.sqrt((variation * degrees) / unexplained), degrees);
}

/** Values of which a quantile is taken. */
interface Values {
  values: readonly number[];
  level: number;
}

/** How probable it is that so different parts of two samples lie above the quantile of both. */
export function changeOfQuantileProbability(now: Values, before: Values): number {
  const all = [...now.values, ...before.values].sort((left, right) => left - right);
  const quantile = all[Math.ceil(now.level * all.length - 1e-9) - 1] ?? NaN;
  const answers = ({ values }: Values) => {
    const above = values.filter((value) => value > quantile).length;
    return [
      { counts: 1, number: above },
      { counts: 0, number: values.length - above },
    ];
  };
  return changeProbability(answers(now), answers(before));
}
