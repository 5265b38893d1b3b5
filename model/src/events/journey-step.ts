/** How an event reads in the journey of an account. */
export interface JourneyStep {
  /** What the words need: columns of `events`, and `products`, the names of the ordered products. */
  reads: readonly string[];
  /** @param row the event; numbers and texts by the names of columns */
  words: (row: Readonly<Record<string, unknown>>) => string;
}

/** @param words what the event says; of a column without a value it is given '' */
export function step<const Column extends string>(
  reads: readonly Column[],
  words: (values: Readonly<Record<Column, string>>) => string,
): JourneyStep {
  const textsOf = (row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(reads.map((name) => [name, asText(row[name])])) as Record<Column, string>;
  return { reads, words: (row) => words(textsOf(row)) };
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** no_answer → no answer */
export const spaced = (name: string) => name.replaceAll('_', ' ');

/** The parts that say something, with commas. */
export const listed = (...parts: string[]) => parts.filter((part) => part !== '').join(', ');

/** The value after what it is, nothing where there is none. */
export const stated = (what: string, value: string) => (value === '' ? '' : `${what} ${value}`);
