import { dateOf, endOfDate, formatInstant, startOfDate, type TimeRange } from '@saleshub/model';
import type { ClickHouseClient } from '@saleshub/store/read';
import { compareNumbers, type ChangedNumber } from '../app/compare-numbers';
import type { Hub } from '../app/hub';
import { readableNumber } from './answer-output';
import type { Loaded } from './import-events';
import { renderTable } from './table';

/** Imports into a copy of the store, says which numbers would change, and removes the copy. */
export async function tryImport(
  hub: Hub,
  timeZone: string,
  load: (client: ClickHouseClient) => Promise<Loaded>,
): Promise<Loaded> {
  const copy = await hub.copy();
  try {
    const loaded = await load(copy.writer);
    process.stderr.write('A dry run: nothing is stored.\n');
    const now = Date.now();
    for (const range of rangesOf(loaded, now, timeZone)) {
      process.stdout.write(describeChanges(await compareNumbers(hub.reader, copy.reader, range, now), range, timeZone));
    }
    return loaded;
  } finally {
    await copy.remove();
  }
}

/** The last twelve months, and where the newest event lies before them the twelve months up to its day. */
function rangesOf({ lastOccurredAt }: Loaded, now: number, timeZone: string): TimeRange[] {
  const ranges = [yearUntil(now, timeZone)];
  const [recent] = ranges;
  if (recent && lastOccurredAt !== null && lastOccurredAt < recent.from)
    ranges.push(yearUntil(lastOccurredAt, timeZone));
  return ranges;
}

function yearUntil(time: number, timeZone: string): TimeRange {
  const date = dateOf(time, timeZone);
  const [year = '', ...rest] = date.split('-');
  // A year before a leap day is the last of February.
  const before = [String(Number(year) - 1), ...rest].join('-').replace('-02-29', '-02-28');
  return { from: endOfDate(before, timeZone), to: endOfDate(date, timeZone) };
}

function describeChanges(changed: readonly ChangedNumber[], { from, to }: TimeRange, timeZone: string): string {
  const day = (time: number) => formatInstant(time, timeZone).slice(0, 10);
  const range = `from ${day(from)} to ${day(startOfDate(dateOf(to - 1, timeZone), timeZone))}`;
  if (changed.length === 0) return `No number ${range} would change.\n`;
  const rows = changed.map(({ metric, title, unit, before, after }) => [
    metric,
    title,
    readableNumber(before, unit),
    readableNumber(after, unit),
  ]);
  return `Numbers ${range} that would change:\n${renderTable(['metric', 'title', 'before', 'after'], rows)}`;
}
