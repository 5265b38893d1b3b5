import { ImportError } from '../import-error';
import { detectEncoding } from './detect-encoding';
import type { EncodingName } from './encodings';
import { readDelimited } from './read-delimited';
import type { TableRow } from './table-row';

export type Delimiter = ',' | ';' | '\t' | '|';

export interface TableOptions {
  delimiter: Delimiter;
  /** Left out: found by the file's bytes. A byte order mark goes before it. */
  encoding?: EncodingName | undefined;
  /** Called with the number of bytes of the file that were read so far. */
  onBytes?: (bytesRead: number) => void;
}

/** How a file is written. */
export interface TableFormat {
  encoding: EncodingName;
  delimiter: Delimiter;
}

export interface Table {
  format: TableFormat;
  /** The header is the first of them. */
  rows: AsyncGenerator<TableRow, void>;
}

/**
 * Opens a table of any encoding and reads it row by row, in bounded memory.
 * @throws ImportError where the file cannot be read or its encoding is not certain; reading its rows throws one, too
 */
export async function readTable(path: string, { delimiter, onBytes, ...given }: TableOptions): Promise<Table> {
  try {
    const encoding = await detectEncoding(path, given.encoding);
    return { format: { encoding, delimiter }, rows: readDelimited(path, { delimiter, encoding, onBytes }) };
  } catch (cause) {
    throw toImportError(cause, path);
  }
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
