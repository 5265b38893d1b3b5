import type { TableRow } from '../table-row';
import { cellText, type CellContext, type SheetCell } from './cell-text';
import { readXml, TooLargeError } from './read-xml';
import { createRichText } from './rich-text';

/** Of any sheet of Excel. */
const MOST_COLUMNS = 16_384;
const LONGEST_ROW = 1_048_576;

/**
 * Reads the rows of a sheet; `line` is the number of the row. A row ends with its last cell that is not empty; rows
 * without one are left out.
 * @throws TooLargeError where a row is larger than that of a table
 */
export function readSheet(bytes: AsyncIterable<Buffer>, context: CellContext): AsyncGenerator<TableRow, void> {
  return readXml<TableRow>(bytes, (emit) => {
    let line = 0;
    let cells: string[] = [];
    let length = 0;
    let column = -1;
    let cell: SheetCell = { type: '', style: 0, value: '', inline: '' };
    let isValue = false;
    const inline = createRichText();

    const grow = (by: number) => {
      length += by;
      if (length > LONGEST_ROW) throw new TooLargeError(`Row ${line} is over 1 MB`);
    };
    const addCell = () => {
      const text = cellText({ ...cell, inline: inline.take() }, context);
      if (text === '') return;
      grow(text.length);
      if (column >= MOST_COLUMNS) throw new TooLargeError(`Row ${line} has over 16,384 columns`);
      while (cells.length < column) cells.push('');
      cells[column] = text;
    };

    return {
      open(name, attributes) {
        if (name === 'row') {
          line = Number(attributes['r'] ?? line + 1);
          [cells, length, column] = [[], 0, -1];
        } else if (name === 'c') {
          column = columnOf(attributes['r']) ?? column + 1;
          cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '', inline: '' };
        } else if (name === 'v') {
          isValue = true;
        } else {
          inline.open(name);
        }
      },
      text(text) {
        grow(text.length);
        if (isValue) cell.value += text;
        else inline.text(text);
      },
      close(name) {
        if (name === 'v') isValue = false;
        else if (name === 'c') addCell();
        else if (name === 'row' && cells.length > 0) emit({ line, cells });
        else inline.close(name);
      },
    };
  });
}

/** The position of a cell by its reference, 0 for `A7`. */
function columnOf(reference: string | undefined): number | undefined {
  const [letters] = /^[A-Z]+/.exec(reference ?? '') ?? [];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
