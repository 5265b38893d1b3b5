import type { GoldenAnswer, Values } from './golden';

/** An answer, of the hub or of the plain reference, as far as it is compared. */
export interface GivenAnswer {
  rows: readonly GivenRow[];
  leftOut: number;
}

export interface GivenRow {
  time: number | null;
  groups: readonly string[];
  value: number | null;
  n: number;
}

/** Expects an answer to say what was worked out by hand. */
export function expectTold({ rows, leftOut }: GivenAnswer, { asked, told }: GoldenAnswer): void {
  const about = JSON.stringify(asked);
  if ('leftOut' in told) {
    expect({ about, leftOut }).toEqual({ about, leftOut: told.leftOut });
  } else if ('total' in told) {
    const [value, n] = told.total;
    const given = rows.map((row) => [row.value, row.n]);
    expect({ about, given }).toEqual({ about, given: [[nearly(value), n]] });
  } else if ('breakdown' in told) {
    expectValues(about, rows, told.breakdown, ({ groups }) => groups.join(', '));
  } else {
    expectValues(about, rows, told.series, startOf);
  }
}

/** Nothing may be known beside what is told. */
function expectValues(about: string, rows: readonly GivenRow[], told: Values, nameOf: (row: GivenRow) => string): void {
  const counted = rows.filter((row) => row.n > 0 || Object.hasOwn(told, nameOf(row)));
  const given = Object.fromEntries(counted.map((row) => [nameOf(row), row.value]));
  const expected = Object.fromEntries(Object.entries(told).map(([name, value]) => [name, nearly(value)]));
  expect({ about, given }).toEqual({ about, given: expected });
}

/** Sums are made in another order. */
const nearly = (value: number | null) => (value === null ? null : (expect.closeTo(value, 9) as number));

const startOf = ({ time }: GivenRow) => new Date(time ?? Number.NaN).toISOString().replace('T00:00:00.000Z', '');
