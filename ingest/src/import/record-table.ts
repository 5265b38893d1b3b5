import { stat } from 'node:fs/promises';
import type { RecordKind } from '@saleshub/model';
import type { ImportProgress } from './import-table';
import { decideFormats } from './decide-formats';
import type { Mapping } from './load-mapping';
import { readLookups } from './lookup-table';
import { tableColumns } from './mapping-columns';
import { openTable } from './open-table';
import { createRecordReader, type RecordRow } from './record-reader';
import { createRefusalCounts, type RefusedGroup } from './refusal-counts';
import type { Refusal } from './refusal';
import { createRejectedFile } from './rejected-file';
import { withRowIdentity } from './row-identity';
import { findColumns } from './table-header';
import { tableOptions } from './table-options';
import type { EncodingName } from './table/encodings';
import type { TableFormat } from './table/read-table';

/** A table whose rows show records as they are now, to be read any number of times. */
export interface RecordTable {
  kind: RecordKind;
  format: TableFormat;
  /** The rows from the first one, some at a time; those that the mapping says to ignore are left out. */
  rows: () => AsyncGenerator<RecordTableRow[], void>;
  /** Rows that the mapping says to ignore, of the last time that the table was read. */
  ignored: () => number;
  /**
   * Writes the refused rows into a file of their own, with the reasons, and removes that of an earlier run.
   * @param refusals by the line of the row
   */
  writeRefused: (path: string, refusals: ReadonlyMap<number, Refusal>) => Promise<void>;
}

export interface RecordTableRow {
  /** The line on which the row begins. */
  line: number;
  row: Exclude<RecordRow, { kind: 'ignored' }>;
}

export interface RecordTableOptions {
  file: string;
  mapping: Mapping;
  encoding?: EncodingName | undefined;
  /** The business time zone. */
  timeZone: string;
  onProgress?: (progress: ImportProgress) => void;
}

const ROWS_AT_ONCE = 1_000;

/**
 * Opens a table with a mapping of records.
 * @throws ImportError where the table or a look-up file cannot be read
 */
export async function openRecordTable(options: RecordTableOptions): Promise<RecordTable> {
  const { file, mapping, onProgress } = options;
  const definition = await decideFormats(mapping.definition, file, options.encoding);
  const { record, delimiter } = definition;
  if (!record) throw new Error('The mapping is one of events');
  const bytesTotal = (await stat(file).catch(() => undefined))?.size ?? 0;
  let bytesRead = 0;
  const open = () =>
    openTable(file, { ...tableOptions(definition, options.encoding), onBytes: (bytes) => (bytesRead = bytes) });
  const { format, header, origin, close } = await open();
  await close();
  const needed = tableColumns(definition);
  const { columns, identify } = withRowIdentity(findColumns(file, header, needed), header, needed);
  const lookups = await readLookups(definition, [file, mapping.path, origin]);
  const timeZone = definition.time_zone ?? options.timeZone;
  const read = createRecordReader(definition, record, { columns, lookups, numbers: definition.numbers, timeZone });
  let ignored = 0;

  return {
    kind: record.kind,
    format,
    ignored: () => ignored,
    rows: async function* () {
      const table = await open();
      let some: RecordTableRow[] = [];
      let count = 0;
      ignored = 0;
      try {
        for await (const { line, cells, refusal } of table.rows) {
          count++;
          const row: RecordRow = refusal ? { kind: 'refused', refusal } : read(identify(cells, count));
          if (row.kind === 'ignored') ignored++;
          else some.push({ line, row });
          if (some.length < ROWS_AT_ONCE) continue;
          yield some;
          some = [];
          onProgress?.({ bytesRead, bytesTotal, rows: count });
        }
        yield some;
        onProgress?.({ bytesRead: bytesTotal, bytesTotal, rows: count });
      } finally {
        await table.close();
      }
    },
    writeRefused: async (path, refusals) => {
      const rejected = await createRejectedFile(path, { header, format, origin, delimiter });
      if (refusals.size === 0) return rejected.close();
      const table = await open();
      try {
        for await (const row of table.rows) {
          const refusal = refusals.get(row.line);
          if (refusal) await rejected.write([{ ...row, refusal }]);
        }
      } finally {
        await table.close();
        await rejected.close();
      }
    },
  };
}

/** Refusals for one reason each, the most frequent first. */
export function groupRefusals(refusals: ReadonlyMap<number, Refusal>): RefusedGroup[] {
  const counts = createRefusalCounts();
  for (const [line, refusal] of refusals) counts.add(refusal, line);
  return counts.list();
}
