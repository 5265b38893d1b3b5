import fc from 'fast-check';
import { CATALOGUE } from '../../../catalogue/catalogue';
import { MARCH, answer, seconds } from '../../../testing/example-queries';
import type { ResultRow } from '../../query-type';
import { changeTestOf, type TestedQuery } from './change-test';
import { COMPARED_OUTPUTS, OUTPUTS, TESTED_OUTPUTS } from './schema';
import { COMPARISONS } from '../../shared/fields';

const count = fc.oneof(fc.nat(3), fc.nat(2000), fc.nat(1_000_000_000));
const amount = fc.oneof(fc.constant(0), fc.double({ min: -1e18, max: 1e18, noNaN: true }), fc.constant(null));
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Days since 1970. */
const FIRST_OF_MARCH = MARCH / 86_400_000;

/** The aggregates of any kind, as far apart as the database could give them: parts within their wholes, amounts any. */
const aggregates = fc
  .record({
    n: count,
    whole: count,
    share,
    other: share,
    amounts: fc.tuple(amount, amount, amount, amount, amount, amount),
  })
  .map(({ n, whole, share, other, amounts }) => {
    const numerator = Math.floor(n * share);
    const [total, value, low, high, won, closed] = amounts;
    const [open, missing, target, days, start, revenue] = amounts;
    return {
      ...{ n, numerator, denominator: n, promoters: numerator, detractors: Math.floor((n - numerator) * other) },
      ...{ total, value, low, high, won, closed, level: total, left_out: whole },
      ...{ open, missing, target, days, start, revenue, sized: numerator, amount: value, recent: low, before: high },
      ...{ months: Math.floor(12 * other), churn: share },
      deviation: n < 2 ? null : Math.abs(value ?? 0),
      ...{ day_numbers: [FIRST_OF_MARCH, FIRST_OF_MARCH + 3], day_totals: [n, total ?? 0] },
      observations: [value ?? 0, high ?? 0].sort((left, right) => left - right).slice(0, n),
    };
  });
const row: fc.Arbitrary<ResultRow> = fc
  .tuple(aggregates, fc.subarray(['numerator', 'denominator', 'total', 'level', 'value', 'deviation', 'won', 'closed']))
  .map(([full, missing]) => ({
    bucket: seconds(MARCH),
    ...full,
    ...Object.fromEntries(missing.map((name) => [name, null])),
  }));
const sureness = fc.constantFrom(0.5, 0.95, 0.9999);

it.each(CATALOGUE)('never answers a number that is none for $id', (definition) => {
  const { id, measure } = definition;
  const statistics = measure.kind === 'distribution' ? (['median', 'mean'] as const) : [undefined];
  const query = fc.record({
    shape: fc.constantFrom('time_series', 'total'),
    statistic: fc.constantFrom(...statistics),
    confidence: sureness,
    minSample: fc.constantFrom(undefined, 0, 5),
    compareTo: fc.constantFrom(undefined, ...COMPARISONS),
    output: fc.constantFrom(undefined, ...OUTPUTS),
  });
  const canBeAsked = (asked: Omit<TestedQuery, 'definition'> & { shape: string }) => {
    if (!COMPARED_OUTPUTS.some((name) => name === asked.output)) return true;
    if (asked.compareTo === undefined || !TESTED_OUTPUTS.includes(String(asked.output)))
      return asked.compareTo !== undefined;
    const test = changeTestOf({ ...asked, definition });
    // By day there are no days to compare.
    return test !== null && (asked.shape === 'total' || (test !== 'count' && test !== 'sum'));
  };
  fc.assert(
    fc.property(query.filter(canBeAsked), row, row, (changes, given, before) => {
      for (const rows of [{ own: [given], earlier: [before] }, { own: [given] }, { own: [], earlier: [before] }]) {
        for (const cell of answer(id, changes, rows).rows.flatMap((found) => Object.values(found))) {
          if (typeof cell === 'number') expect(Number.isFinite(cell)).toBe(true);
          else expect(cell === null || typeof cell === 'boolean').toBe(true);
        }
      }
    }),
  );
});

it.each(['win_rate', 'call_connect_rate', 'email_open_rate', 'nps', 'calls'])('holds %s in its interval', (id) => {
  fc.assert(
    fc.property(row, sureness, (given, confidence) => {
      const [found] = answer(id, { shape: 'total', confidence }, [given]).rows;
      if (typeof found?.value !== 'number') return;
      const [low, high] = id === 'nps' ? [-100, 100] : id === 'calls' ? [0, Infinity] : [0, 1];
      expect(Number(found.low)).toBeLessThanOrEqual(found.value + 1e-9);
      expect(Number(found.high)).toBeGreaterThanOrEqual(found.value - 1e-9);
      expect(found.value).toBeGreaterThanOrEqual(low);
      expect(found.value).toBeLessThanOrEqual(high);
    }),
  );
});

it('gives the same answer for rows in any order', () => {
  const teams = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 });
  const sorted = fc
    .tuple(teams, fc.array(aggregates, { minLength: 8, maxLength: 8 }))
    .map(([names, found]) => names.map((team, index): ResultRow => ({ d0: team, ...found[index] })));
  fc.assert(
    fc.property(sorted, fc.nat(7), (rows, turn) => {
      const query = { shape: 'breakdown', groupBy: ['team'] };
      const turned = [...rows.slice(turn), ...rows.slice(0, turn)].reverse();
      expect(answer('won_value', query, turned).rows).toEqual(answer('won_value', query, rows).rows);
    }),
  );
});
