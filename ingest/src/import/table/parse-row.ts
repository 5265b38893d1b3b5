import type { Dialect } from './dialect';

export type ParsedRow =
  /** `end` is where the next row begins, `lines` how many lines the row takes. */
  | { kind: 'row'; cells: string[]; end: number; lines: number }
  /** Its quotes do not match, so its end is not known either. */
  | { kind: 'broken' }
  /** The text ends before the row does. */
  | { kind: 'incomplete' };

const QUOTE = 0x22;

/**
 * Parses the row that begins at a place of a text, as RFC 4180 has it: a cell with a delimiter, a line break or a quote in
 * it stands in quotes, with the inner quote twice.
 * @param isLast whether the table ends with the text
 */
export function parseRow(text: string, start: number, dialect: Dialect, isLast: boolean): ParsedRow {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const lineBreak = dialect.lineBreak.charCodeAt(0);
  const cells: string[] = [];
  let begin = start;
  let lines = 1;
  for (;;) {
    let end = begin;
    if (text.charCodeAt(begin) === QUOTE) {
      const close = findClosingQuote(text, begin + 1);
      if (close === undefined) return { kind: isLast ? 'broken' : 'incomplete' };
      const cell = text.slice(begin + 1, close);
      cells.push(cell.replaceAll('""', '"'));
      lines += countOf(cell, dialect.lineBreak);
      end = close + 1;
      if (dialect.lineBreak === '\n' && text[end] === '\r') {
        if (end + 1 === text.length && !isLast) return { kind: 'incomplete' };
        if (end + 1 === text.length || text[end + 1] === '\n') end++;
      }
    } else {
      for (; end < text.length; end++) {
        const code = text.charCodeAt(end);
        if (code === delimiter || code === lineBreak) break;
        if (code === QUOTE) return { kind: 'broken' };
      }
      cells.push(withoutCarriageReturn(text.slice(begin, end), text[end], dialect));
    }
    // At the end of a piece the next one may begin with the second quote of a pair.
    if (end >= text.length) return isLast ? { kind: 'row', cells, end, lines } : { kind: 'incomplete' };
    const next = text.charCodeAt(end);
    if (next === lineBreak) return { kind: 'row', cells, end: end + 1, lines };
    if (next !== delimiter) return { kind: 'broken' };
    begin = end + 1;
  }
}

/** The CR of a CRLF is not of the cell before it. */
function withoutCarriageReturn(cell: string, next: string | undefined, { lineBreak }: Dialect): string {
  return lineBreak === '\n' && (next === '\n' || next === undefined) && cell.endsWith('\r') ? cell.slice(0, -1) : cell;
}

function findClosingQuote(text: string, from: number): number | undefined {
  let quote = text.indexOf('"', from);
  while (quote >= 0 && text.charCodeAt(quote + 1) === QUOTE) quote = text.indexOf('"', quote + 2);
  return quote < 0 ? undefined : quote;
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++;
  return count;
}
