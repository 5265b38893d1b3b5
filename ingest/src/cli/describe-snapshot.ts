import { formatInstant } from '@saleshub/model';
import { terminalLine } from '../app/terminal-line';
import type { RecordTable, RefusedGroup } from '../import';
import type { SnapshotReport } from '../records/take-snapshot';
import { describeFormat, describeImportId, describeRefused } from './describe-import';

/**
 * What came of a snapshot, with every row accounted for.
 * @param timeZone the business time zone, in which dates are written
 */
export function describeSnapshot(
  report: SnapshotReport,
  {
    table,
    refused,
    rejectedFile,
    timeZone,
    complete,
    isDryRun,
  }: {
    table: Pick<RecordTable, 'format' | 'ignored'>;
    refused: readonly RefusedGroup[];
    rejectedFile: string;
    timeZone: string;
    complete: boolean;
    isDryRun: boolean;
  },
): string {
  const { received, new: added, changed, unchanged, deleted, firstOccurredAt, lastOccurredAt } = report;
  const ignored = table.ignored();
  const day = (at: number) => formatInstant(at, timeZone).slice(0, 10);
  const range =
    firstOccurredAt === null || lastOccurredAt === null
      ? '.'
      : `; they occurred from ${day(firstOccurredAt)} to ${day(lastOccurredAt)}.`;
  const lines = [
    describeFormat(table.format),
    `Rows: ${received + ignored} read, ${ignored} ignored, ${report.refused} refused.`,
    `Records: ${added} new, ${changed} changed, ${unchanged} unchanged, ${deleted} deleted.`,
    `Events: ${report.events} new${range}`,
    ...(complete && report.deletionsSkipped
      ? ['No record was taken for deleted: rows without an id leave open which ones are gone.']
      : []),
    ...refused.map(describeRefused),
    ...(report.refused > 0 ? [`The refused rows, with their reasons, are in ${rejectedFile}.`] : []),
    ...(isDryRun ? [] : [describeImportId(report.import)]),
  ];
  return `${lines.map(terminalLine).join('\n')}\n`;
}
