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
  /** Of a comparison. */
  previous: number | null;
}

/** Expects an answer to say what was worked out by hand. */
export function expectGolden({ rows, leftOut }: GivenAnswer, { asked, expected }: GoldenAnswer): void {
  const about = JSON.stringify(asked);
  if ('leftOut' in expected) {
    expect({ about, leftOut }).toEqual({ about, leftOut: expected.leftOut });
  } else if ('total' in expected) {
    const [value, n] = expected.total;
    const given = rows.map((row) => [row.value, row.n]);
    expect({ about, given }).toEqual({ about, given: [[nearly(value), n]] });
  } else if ('breakdown' in expected) {
    expectValues(about, rows, expected.breakdown, ({ groups }) => groups.join(', '));
  } else if ('previous' in expected) {
    const given = Object.fromEntries(rows.map((row) => [row.time === null ? '' : startOf(row), row.previous]));
    expect({ about, given }).toEqual({ about, given: expected.previous });
  } else {
    expectValues(about, rows, expected.series, startOf);
  }
}

/** There may be no other rows than those that are expected. */
function expectValues(
  about: string,
  rows: readonly GivenRow[],
  expected: Values,
  nameOf: (row: GivenRow) => string,
): void {
  const counted = rows.filter((row) => row.n > 0 || Object.hasOwn(expected, nameOf(row)));
  const given = Object.fromEntries(counted.map((row) => [nameOf(row), row.value]));
  const values = Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, nearly(value)]));
  expect({ about, given }).toEqual({ about, given: values });
}

/** Sums are made in another order. */
const nearly = (value: number | null) => (value === null ? null : (expect.closeTo(value, 9) as number));

const startOf = ({ time }: GivenRow) => new Date(time ?? Number.NaN).toISOString().replace('T00:00:00.000Z', '');
