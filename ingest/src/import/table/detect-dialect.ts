import { DELIMITERS, type Delimiter, type Dialect } from './dialect';
import { isEmptyRow } from './empty-row';
import { parseRow } from './parse-row';

/** Rows that are looked at. */
const MOST_ROWS = 50;
/** The earlier one is taken where several fit as well: commas stand in texts and numbers, too. */
const BY_RARITY: readonly Delimiter[] = ['\t', '|', ';', ','];
/** The first line that names the delimiter for a spreadsheet. */
const DELIMITER_LINE = /^"?sep=(.)"?(?:\r\n|\n|\r|$)/i;

export interface DetectedDialect extends Dialect {
  /** Where the header or an empty row before it begins: after a line such as `sep=;`. */
  start: number;
}

/**
 * Finds how a table is written by its beginning: the delimiter is that of a first line `sep=;`, else the one by which
 * most rows have as many cells as the first, and more than one.
 * @param isWhole whether the table ends with the text
 * @param given is taken before what is found
 */
export function detectDialect(text: string, isWhole: boolean, given?: Delimiter): DetectedDialect {
  const [line = '', named] = DELIMITER_LINE.exec(text) ?? [];
  const start = line.length;
  const lineBreak = findLineBreak(text);
  const said = DELIMITERS.find((delimiter) => delimiter === named);
  const delimiter = given ?? said ?? findDelimiter(text.slice(start), isWhole, lineBreak);
  return { delimiter, lineBreak, start };
}

/** By the first line break outside of quotes. */
function findLineBreak(text: string): Dialect['lineBreak'] {
  const [first = '\n'] = /\r\n?|\n/.exec(text.replaceAll(/"[^"]*"/g, '')) ?? [];
  return first === '\r' ? '\r' : '\n';
}

function findDelimiter(text: string, isWhole: boolean, lineBreak: Dialect['lineBreak']): Delimiter {
  const fits = BY_RARITY.map((delimiter) => {
    const counts = countCells(text, isWhole, { delimiter, lineBreak });
    const [columns = 0] = counts;
    return { delimiter, columns, even: counts.filter((count) => count === columns).length / counts.length };
  });
  const [best] = fits
    .filter(({ columns }) => columns > 1)
    .sort((one, other) => other.even - one.even || other.columns - one.columns);
  return best?.delimiter ?? ',';
}

/** The number of cells of each of the first rows; 0 for a row whose quotes do not match. */
function countCells(text: string, isWhole: boolean, dialect: Dialect): number[] {
  const counts: number[] = [];
  let position = 0;
  while (position < text.length && counts.length < MOST_ROWS) {
    const row = parseRow(text, position, dialect, isWhole);
    if (row.kind === 'incomplete') break;
    if (row.kind === 'row') {
      if (!isEmptyRow(row.cells)) counts.push(row.cells.length);
      position = row.end;
    } else {
      counts.push(0);
      const end = text.indexOf(dialect.lineBreak, position);
      position = end < 0 ? text.length : end + 1;
    }
  }
  return counts;
}
