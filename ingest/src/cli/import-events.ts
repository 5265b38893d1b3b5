import { randomUUID } from 'node:crypto';
import type { ClickHouseClient } from '@saleshub/store/read';
import {
  countMissedRetractions,
  openImportLog,
  openWriter,
  type EventOrigin,
  type Import,
} from '@saleshub/store/write';
import { printProblem } from '../app/describe-problem';
import { startProgressBar } from '../app/progress-bar';
import { importTable, type EncodingName, type loadMapping, type ImportReport } from '../import';
import type { Intake } from '../intake/intake';
import { checkAdmitted, writeAdmitted } from '../intake/write-admitted';
import { aboutImport } from './about-import';
import { describeReport } from './describe-import';

/** A table that is to be loaded. */
export interface Load {
  /** Of the store that it goes to; of a dry run that of a copy. */
  client: ClickHouseClient;
  isDryRun: boolean;
  intake: Intake;
  file: string;
  mapping: Awaited<ReturnType<typeof loadMapping>>;
  origin: EventOrigin;
  /** The business time zone. */
  timeZone: string;
  /** Where refused rows go. */
  rejectedFile: string;
  /** Of the table, before that of the mapping. */
  encoding?: EncodingName | undefined;
}

/** What came of a load. */
export interface Loaded {
  /** Rows that were refused. */
  refused: number;
  /** When the latest new event occurred, milliseconds since 1970. */
  lastOccurredAt: number | null;
}

/** Loads a table of events and says what came of it. */
export async function importEvents(load: Load): Promise<Loaded> {
  const { client, intake, file, mapping, timeZone, rejectedFile, isDryRun } = load;
  const log = openImportLog(client);
  const entry: Import = {
    id: randomUUID(),
    ...{ ...load.origin, kind: '', state: 'running', asOf: null, complete: false },
    ...(await aboutImport(file, mapping.path)),
    ...{ beganAt: Date.now(), endedAt: null, firstOccurredAt: null, lastOccurredAt: null, counts: {} },
  };
  const origin = { ...load.origin, importId: entry.id };
  const writer = openWriter({ client, onProblem: printProblem, pace: 'bulk' });
  const bar = startProgressBar('Importing {bar} {percentage} %  {rows} rows', { rows: 0 });
  let hasBegun = false;
  try {
    const report = await importTable({
      file,
      mapping,
      encoding: load.encoding,
      rejectedFile,
      timeZone,
      admit: (body) => intake.admit(origin.source, body),
      check: (admitted) => checkAdmitted(writer, origin, admitted),
      write: async (admitted) => {
        if (!hasBegun) await log.note(entry);
        hasBegun = true;
        return writeAdmitted(writer, origin, admitted);
      },
      onProgress: ({ bytesRead, bytesTotal, rows }) => bar.show(bytesRead / bytesTotal, { rows }),
    });
    await writer.settle();
    const missedRetractions = await countMissedRetractions(client, entry.id);
    await log.note({ ...entry, ...whatCame(report), state: 'done', endedAt: Date.now() });
    bar.stop();
    process.stderr.write(
      describeReport(report, { rejectedFile, timeZone, missedRetractions, ...(!isDryRun && { importId: entry.id }) }),
    );
    return { refused: report.rowsRefused, lastOccurredAt: report.occurred?.to ?? null };
  } catch (error) {
    if (hasBegun) await log.note({ ...entry, state: 'failed', endedAt: Date.now() }).catch(() => undefined);
    throw error;
  } finally {
    bar.stop();
    await writer.close();
  }
}

function whatCame({ rows, rowsImported, rowsIgnored, rowsRefused, accepted, occurred }: ImportReport) {
  return {
    counts: { received: rows, imported: rowsImported, ignored: rowsIgnored, refused: rowsRefused, events: accepted },
    firstOccurredAt: occurred?.from ?? null,
    lastOccurredAt: occurred?.to ?? null,
  };
}
