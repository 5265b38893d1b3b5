import { createNumberReader, type NumberFormat } from '../number-format';

const FORMATS: readonly NumberFormat[] = [
  { decimal: '.' },
  { decimal: ',' },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: ' ' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: "'" },
];

/** What the numbers of a table may be written as; ambiguous where they read in two formats as others. */
export type NumberSuggestion =
  { kind: 'certain'; format: NumberFormat } | { kind: 'ambiguous'; formats: NumberFormat[] } | { kind: 'none' };

/** Finds the format in which all numbers of a table are written; empty cells say nothing. */
export function suggestNumbers(cells: Iterable<string>): NumberSuggestion {
  const texts = [...new Set([...cells].map((cell) => cell.trim()).filter((cell) => cell !== ''))];
  const fitting = FORMATS.flatMap((format) => {
    const read = createNumberReader(format);
    const numbers = texts.map((text) => read(text)?.digits);
    return numbers.includes(undefined) ? [] : [{ format, numbers: numbers.map(Number).join(' ') }];
  });
  const [first, ...others] = fitting;
  if (!first) return { kind: 'none' };
  // 12.650 alone is twelve and a half, or twelve thousand.
  const other = others.find(({ numbers }) => numbers !== first.numbers);
  if (!other) return { kind: 'certain', format: first.format };
  return { kind: 'ambiguous', formats: [first.format, other.format] };
}
