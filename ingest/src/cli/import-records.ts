import { openImportLog, openWriter } from '@saleshub/store/write';
import { printProblem } from '../app/describe-problem';
import { recordStoreOf } from '../app/record-store';
import { startProgressBar } from '../app/progress-bar';
import { groupRefusals, openRecordTable, type RecordTable, type Refusal } from '../import';
import { takeSnapshot, type SnapshotRow } from '../records/take-snapshot';
import { aboutImport } from './about-import';
import { describeSnapshot } from './describe-snapshot';
import type { Load, Loaded } from './import-events';

export interface SnapshotChoices {
  /** The moment that the table shows, milliseconds since 1970. */
  asOf: number;
  complete: boolean;
  allowDeletions: boolean;
}

/** Loads a table of records as they are now and says what came of it. */
export async function importRecords(load: Load, choices: SnapshotChoices): Promise<Loaded> {
  const { client, intake, file, mapping, origin, timeZone, rejectedFile, isDryRun } = load;
  const bar = startProgressBar('{task} {bar} {percentage} %  {rows} rows', { task: 'Reading', rows: 0 });
  const writer = openWriter({ client, onProblem: printProblem, pace: 'bulk' });
  const refusals = new Map<number, Refusal>();
  let pass = 0;
  try {
    const table = await openRecordTable({
      ...{ file, mapping, timeZone, encoding: load.encoding },
      onProgress: ({ bytesRead, bytesTotal, rows }) =>
        bar.show(bytesRead / bytesTotal, { task: pass > 1 ? 'Comparing' : 'Reading', rows }),
    });
    const report = await takeSnapshot({
      ...{ ...choices, kind: table.kind, origin, intake, timeZone, writer, clock: Date.now },
      about: await aboutImport(file, mapping.path),
      imports: openImportLog(client),
      records: recordStoreOf(client, writer),
      rows: () => {
        pass++;
        return snapshotRows(table, refusals);
      },
      onRefused: (refused) => {
        for (const { place, code, path, message } of refused) {
          if (refusals.has(place)) continue;
          refusals.set(place, { code: code as Refusal['code'], place: path, reason: message });
        }
      },
    });
    await table.writeRefused(rejectedFile, refusals);
    bar.stop();
    process.stderr.write(
      describeSnapshot(report, {
        ...{ table, refused: groupRefusals(refusals), rejectedFile, timeZone, complete: choices.complete, isDryRun },
      }),
    );
    return { refused: report.refused, lastOccurredAt: report.lastOccurredAt };
  } finally {
    bar.stop();
    await writer.close();
  }
}

/** The rows of a table as those of a snapshot; what the table itself refuses is noted with its words. */
async function* snapshotRows(table: RecordTable, refusals: Map<number, Refusal>): AsyncGenerator<SnapshotRow[], void> {
  for await (const rows of table.rows()) {
    yield rows.map(({ line, row }): SnapshotRow => {
      if (row.kind === 'record') return { place: line, read: { ok: true, body: row.body } };
      refusals.set(line, row.refusal);
      const { code, place: path, reason: message } = row.refusal;
      return { place: line, read: { ok: false, error: { code, path, message }, id: row.id } };
    });
  }
}
