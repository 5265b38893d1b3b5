import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ImportError } from './import-error';

/** One row as it stands in the file. */
export interface TableRow {
  /** The line on which the row begins, counted from 1. */
  line: number;
  cells: string[];
}

/** No row of a sales table is longer; a quote that is never closed would take the rest of the file. */
const LONGEST_ROW = 1_048_576;

/**
 * Reads a table of delimited values as RFC 4180 has it (with any delimiter, LF or CRLF, with or without a byte order
 * mark), the header as the first row, in bounded memory. Lines without anything are no rows. Rows may have any number
 * of cells: whether that is right is for the caller to say.
 * @param onBytes told how much of the file was read so far
 * @throws ImportError where the file cannot be read, is not UTF-8, or has a quote that makes the rows uncertain
 */
export async function* readTable(
  path: string,
  delimiter: string,
  onBytes?: (bytesRead: number) => void,
): AsyncGenerator<TableRow, void> {
  /** Where the row begins that the parser is reading. */
  let line = 1;
  /** Where the rows begin that the parser has read and the loop has not taken. */
  const beginnings: number[] = [];
  const input = createReadStream(path);
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    // The parser's own count of lines takes CRLF inside quotes for two.
    on_record: (cells: string[]) => {
      const begin = line;
      line += 1 + cells.reduce((count, cell) => count + countLineBreaks(cell), 0);
      if (cells.length === 1 && cells[0] === '') return null;
      beginnings.push(begin);
      return cells;
    },
  });
  // Errors reach the loop through the parser, which the pipeline destroys with them.
  pipeline(input, decodeUtf8, parser, () => undefined);
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      onBytes?.(input.bytesRead);
      yield { line: beginnings.shift() ?? line, cells };
    }
  } catch (cause) {
    throw toImportError(cause, path, line);
  }
}

function countLineBreaks(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0;
}

/** Bytes to text, without the byte order mark; a byte that is no UTF-8 is an error, never a question mark. */
async function* decodeUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  decoder.decode();
}

function toImportError(cause: unknown, path: string, line: number): unknown {
  const error = (code: ImportError['code'], message: string) => new ImportError(code, `${path}: ${message}`, { cause });
  if (cause instanceof CsvError) {
    if (cause.code === 'CSV_MAX_RECORD_SIZE') {
      return error('row_too_long', `the row of line ${line} is over 1 MB; a quote may be open there.`);
    }
    return error(
      'broken_quotes',
      `the quotes of the row of line ${line} do not match, so nothing after it can be told apart. A cell with a quote ` +
        'in it stands in quotes, with the inner quote twice: "5"" screen".',
    );
  }
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return error('not_found', 'there is no such file.');
    case 'EACCES':
    case 'EISDIR':
    case 'EPERM':
      return error('not_readable', (cause as Error).message);
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return error('not_utf8', 'is not UTF-8. Save it as "CSV UTF-8", or convert it: iconv -f WINDOWS-1252 -t UTF-8.');
    default:
      return cause;
  }
}
