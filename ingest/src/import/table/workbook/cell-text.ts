import { Decimal } from 'decimal.js';
import { formatExcelDate } from './excel-date';
import { unescapeText } from './rich-text';

/** What the cells of a workbook refer to. */
export interface CellContext {
  sharedStrings: readonly string[];
  isDateStyle: readonly boolean[];
  since1904: boolean;
  /** With which numbers are written, so that they read as those of the mapping. */
  decimal: '.' | ',';
}

/** A cell as the sheet has it. */
export interface SheetCell {
  type: string;
  style: number;
  /** What `v` holds: of a formula the value that it had when the workbook was saved. */
  value: string;
  /** A text that stands in the cell itself. */
  inline: string;
}

/**
 * The content of a cell as text: numbers without an exponent and without separators of thousands, dates as formatExcelDate
 * has them, `true` or `false`.
 */
export function cellText({ type, style, value, inline }: SheetCell, context: CellContext): string {
  switch (type) {
    case 's':
      return value === '' ? '' : (context.sharedStrings[Number(value)] ?? '');
    case 'inlineStr':
      return inline;
    case 'str':
      return unescapeText(value);
    case 'b':
      return value === '' ? '' : String(value === '1' || value === 'true');
    case 'd':
      return value.replace(/(?:T00:00:00)?(?:\.\d+)?Z?$/, '');
    case 'e':
      return value;
    default:
      return numberText(value, context.isDateStyle[style] ?? false, context);
  }
}

function numberText(value: string, isDate: boolean, { since1904, decimal }: CellContext): string {
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) return value;
  const date = isDate ? formatExcelDate(number, since1904) : undefined;
  if (date !== undefined) return date;
  // Through the binary number: Excel writes 0.1 as 0.10000000000000001.
  const text = new Decimal(number).toFixed();
  return decimal === '.' ? text : text.replace('.', decimal);
}
