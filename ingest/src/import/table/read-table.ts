import { ImportError } from '../import-error';
import { decodeLoosely } from './decode-text';
import { detectDialect } from './detect-dialect';
import { detectEncoding } from './detect-encoding';
import type { Delimiter } from './dialect';
import type { EncodingName } from './encodings';
import { fitRow } from './fit-row';
import { readDelimited } from './read-delimited';
import { readHead } from './read-head';
import { isWorkbook, readWorkbook } from './read-workbook';
import type { TableRow } from './table-row';

export interface TableOptions {
  /** Left out: found by the first rows. */
  delimiter?: Delimiter | undefined;
  /** Left out: found by the file's bytes. A byte order mark goes before it. */
  encoding?: EncodingName | undefined;
  /** Of a workbook. Left out: the first one with a row. */
  sheet?: string | undefined;
  /** With which the numbers of a workbook are written: that of the mapping. Left out: the point. */
  decimal?: '.' | ',' | undefined;
  /** Called with the number of bytes of the file that were read so far. */
  onBytes?: ((bytesRead: number) => void) | undefined;
}

/** How a file is written. */
export type TableFormat =
  | { kind: 'delimited'; encoding: EncodingName; delimiter: Delimiter }
  /** `otherSheets` are those that have rows, too. */
  | { kind: 'workbook'; sheet: string; otherSheets: string[] };

export interface Table {
  format: TableFormat;
  /** The names of the columns. */
  header: string[];
  /** The rows below the header, each with as many cells or refused. */
  rows: AsyncGenerator<TableRow, void>;
  close: () => Promise<unknown>;
}

/**
 * Opens a table, delimited values of any kind or a sheet of a workbook, and reads it row by row, in bounded memory.
 * @throws ImportError where the file cannot be read or its encoding is not certain; reading its rows throws one, too
 */
export async function readTable(path: string, options: TableOptions): Promise<Table> {
  try {
    const { head, isWhole } = await readHead(path, HEAD);
    if (isWorkbook(head)) {
      const { rows, ...format } = await readWorkbook(path, { ...options, decimal: options.decimal ?? '.' });
      return { format: { kind: 'workbook', ...format }, ...(await withHeader(path, rows)) };
    }
    const encoding = await detectEncoding(path, options.encoding);
    const dialect = detectDialect(decodeLoosely(head, encoding), isWhole, options.delimiter);
    const format = { kind: 'delimited', encoding, delimiter: dialect.delimiter } as const;
    return {
      format,
      ...(await withHeader(path, readDelimited(path, { dialect, encoding, onBytes: options.onBytes }))),
    };
  } catch (cause) {
    throw toImportError(cause, path);
  }
}

const HEAD = 65_536;

/** Takes the first row for the header, and fits the others to it. */
async function withHeader(path: string, rows: AsyncGenerator<TableRow, void>): Promise<Omit<Table, 'format'>> {
  const { value: first } = await rows.next();
  if (!first) throw new ImportError('no_header', `${path}: is empty; the first line names the columns.`);
  const { line, cells: header, refusal } = first;
  const close = () => rows.return();
  if (refusal) {
    await close();
    throw new ImportError('broken_quotes', `${path}, line ${line}: ${refusal.reason}`);
  }
  return { header, rows: fitRows(rows, header.length), close };
}

async function* fitRows(rows: AsyncIterable<TableRow>, columns: number): AsyncGenerator<TableRow, void> {
  for await (const row of rows) yield fitRow(row, columns);
}

function toImportError(cause: unknown, path: string): unknown {
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return new ImportError('not_found', `${path}: there is no such file.`, { cause });
    case 'EACCES':
    case 'EISDIR':
    case 'EPERM':
      return new ImportError('not_readable', `${path}: ${(cause as Error).message}`, { cause });
    default:
      return cause;
  }
}
