import { createReadStream } from 'node:fs';
import { ImportError } from '../import-error';
import type { Refusal } from '../refusal';
import { decodeText, InvalidBytesError } from './decode-text';
import type { DetectedDialect } from './detect-dialect';
import { isEmptyRow } from './empty-row';
import type { EncodingName } from './encodings';
import { findInvalidLine } from './invalid-line';
import { parseRow } from './parse-row';
import type { TableRow } from './table-row';

export interface DelimitedOptions {
  dialect: DetectedDialect;
  encoding: EncodingName;
  /** Called with the number of bytes of the file that were read so far. */
  onBytes?: ((bytesRead: number) => void) | undefined;
}

/** No row of a sales table is longer; a quote that is never closed would take the rest of the file. */
const LONGEST_ROW = 1_048_576;

/**
 * Reads a table of delimited values, the header as the first row, in bounded memory. Rows may have any number of cells;
 * empty ones are left out. A row whose quotes do not match is refused with its first line, and reading goes on with the
 * next line.
 * @throws ImportError where a byte is not of the encoding, or a line has no end
 */
export async function* readDelimited(
  path: string,
  { dialect, encoding, onBytes }: DelimitedOptions,
): AsyncGenerator<TableRow, void> {
  const input = createReadStream(path);
  const takeRows = createRowTaker(path, dialect);
  try {
    for await (const piece of decodeText(input, encoding)) {
      onBytes?.(input.bytesRead);
      yield* takeRows(piece, false);
    }
    yield* takeRows('', true);
  } catch (cause) {
    throw cause instanceof InvalidBytesError ? await invalidBytes(cause, path, encoding) : cause;
  }
}

/** Makes the function that takes a text piece by piece and gives the rows that end in each. */
function createRowTaker(path: string, dialect: DetectedDialect) {
  let text = '';
  /** Where the next row begins. */
  let position = dialect.start;
  let line = dialect.start > 0 ? 2 : 1;

  return function* (piece: string, isLast: boolean): Generator<TableRow, void> {
    text += piece;
    while (position < text.length) {
      const row = parseRow(text, position, dialect, isLast);
      if (row.kind === 'row') {
        if (!isEmptyRow(row.cells)) yield { line, cells: row.cells };
        position = row.end;
        line += row.lines;
        continue;
      }
      const isTooLong = text.length - position > LONGEST_ROW;
      if (row.kind === 'incomplete' && !isTooLong) break;
      const lineEnd = text.indexOf(dialect.lineBreak, position);
      if (lineEnd < 0 && isTooLong) throw rowTooLong(path, line);
      if (lineEnd < 0 && !isLast) break;
      const end = lineEnd < 0 ? text.length : lineEnd;
      const cells = text.slice(position, end).replace(/\r$/, '').split(dialect.delimiter);
      yield { line, cells, refusal: BROKEN_QUOTES };
      position = end + 1;
      line++;
    }
    text = text.slice(position);
    position = 0;
  };
}

const BROKEN_QUOTES: Refusal = {
  code: 'broken_quotes',
  place: '',
  reason:
    'The quotes of the row do not match. A cell with a quote in it stands in quotes, the inner one twice: "5"" pipe".',
};

function rowTooLong(path: string, line: number): ImportError {
  return new ImportError('row_too_long', `${path}: line ${line} is over 1 MB; the file may not be a table.`);
}

async function invalidBytes(cause: InvalidBytesError, path: string, encoding: EncodingName): Promise<ImportError> {
  const line = await findInvalidLine(path, encoding);
  const message =
    `${path}: line ${line} has bytes that are not ${encoding}. Where the file is of another encoding, name it in the ` +
    'mapping (encoding: …); otherwise correct the line.';
  return new ImportError('invalid_bytes', message, { cause });
}
