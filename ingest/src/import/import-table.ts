import { stat } from 'node:fs/promises';
import { createBatch, type WriteEvents } from './batch';
import { createReportBuilder, type ImportReport } from './import-report';
import { decideFormats } from './decide-formats';
import type { Mapping } from './load-mapping';
import { readLookups } from './lookup-table';
import { tableColumns } from './mapping-columns';
import { openTable } from './open-table';
import { createRejectedFile, type RejectedFile } from './rejected-file';
import type { CheckEvents } from './reused-ids';
import { withRowIdentity } from './row-identity';
import { createRowReader, type AdmitEvent } from './row-reader';
import { findColumns } from './table-header';
import { tableOptions } from './table-options';
import type { EncodingName } from './table/encodings';

export interface ImportProgress {
  bytesRead: number;
  bytesTotal: number;
  /** Rows read so far. */
  rows: number;
}

export interface ImportOptions {
  file: string;
  mapping: Mapping;
  /** Of the table, before that of the mapping. */
  encoding?: EncodingName | undefined;
  /** Where refused rows go; written only where there are any, and removed where an earlier run left one. */
  rejectedFile: string;
  /** The business time zone, for times without an offset where the mapping names no zone. */
  timeZone: string;
  /** Checks the body of one event and makes of it what is stored. */
  admit: AdmitEvent;
  check: CheckEvents;
  write: WriteEvents;
  onProgress?: (progress: ImportProgress) => void;
}

const ROWS_PER_PROGRESS = 1_000;

/**
 * Imports a table: reads it row by row, in memory bounded by a batch and the look-up files, and sends the events of
 * each row that can be read. Event ids come from the mapping, so that running it again changes nothing.
 * @throws ImportError where the table or a look-up file cannot be read (further); whatever `write` throws
 */
export async function importTable(options: ImportOptions): Promise<ImportReport> {
  const { file, mapping, admit, check, write, onProgress } = options;
  const definition = await decideFormats(mapping.definition, file, options.encoding);
  let bytesRead = 0;
  const table = await openTable(file, {
    ...tableOptions(definition, options.encoding),
    onBytes: (bytes) => (bytesRead = bytes),
  });
  let rejected: RejectedFile | undefined;
  try {
    const { header, origin } = table;
    const needed = tableColumns(definition);
    const { columns, identify } = withRowIdentity(findColumns(file, header, needed), header, needed);
    const surroundings = {
      columns,
      lookups: await readLookups(definition, [file, mapping.path, origin]),
      numbers: definition.numbers,
      timeZone: definition.time_zone ?? options.timeZone,
    };
    const readRow = createRowReader(definition, surroundings, admit);
    const types = definition.events.map(({ type }) => type);
    const report = createReportBuilder(findColumns(file, header, needed), types, table.format);
    rejected = await createRejectedFile(options.rejectedFile, { delimiter: definition.delimiter, ...table });
    const batch = createBatch({ check, write, rejected, report });
    const bytesTotal = (await stat(file)).size;
    let count = 0;

    for await (const row of table.rows) {
      report.countRow();
      if (row.refusal) {
        batch.add(row, { kind: 'refused', refusal: row.refusal });
      } else {
        report.countEmptyCells(row.cells);
        batch.add(row, readRow(identify(row.cells, count + 1)));
      }
      if (batch.isFull()) await batch.flush();
      if (++count % ROWS_PER_PROGRESS === 0) onProgress?.({ bytesRead, bytesTotal, rows: count });
    }
    await batch.flush();
    onProgress?.({ bytesRead: bytesTotal, bytesTotal, rows: count });
    return report.build();
  } finally {
    await table.close();
    await rejected?.close();
  }
}
