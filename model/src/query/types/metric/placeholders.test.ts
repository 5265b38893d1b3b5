import fc from 'fast-check';
import { CATALOGUE } from '../../../catalogue/catalogue';
import { STATISTICS } from '../../../catalogue/metric';
import { CONTEXT, compile } from '../../../testing/example-queries';
import { COMPARISONS, OPERATORS } from '../../shared/fields';
import { SHAPES } from './schema';

/** Every way to ask for a metric that changes its statement. */
const waysToAsk = CATALOGUE.flatMap(({ id, measure, variant, dimensions, oneDimension }) =>
  SHAPES.flatMap((shape) =>
    [
      [],
      dimensions.slice(0, 1),
      oneDimension ? [] : dimensions.filter((name) => name === 'type' || name === 'team' || name === 'source_class'),
    ].flatMap((groupBy) => {
      const statistics = measure.kind === 'distribution' ? STATISTICS : [undefined];
      const parameters = [{}, ...(variant ? [{ [variant.parameter]: variant.value }] : [])];
      return statistics.flatMap((statistic) =>
        parameters.flatMap((given) =>
          [undefined, ...COMPARISONS].map((compareTo) => ({
            id,
            query: { shape, groupBy, statistic, compareTo, parameters: given },
            filtered: oneDimension ? (groupBy[0] ?? 'team') : dimensions[0],
          })),
        ),
      );
    }),
  ),
);

function placeholders(sql: string): string[] {
  return [...new Set([...sql.matchAll(/\{(\w+):/g)].map(([, name = '']) => name))].sort();
}

const VALUES = { in: ['a', 'b'], not_in: ['a'], matches: ['^a'], is_empty: [], not_empty: [] };
const everyFilter = (dimension: string | undefined) =>
  OPERATORS.map((operator) => ({ dimension, operator, values: VALUES[operator] }));

it('binds every placeholder and nothing else, however a metric is asked for', () => {
  expect(waysToAsk.length).toBeGreaterThan(200);
  for (const { id, query, filtered } of waysToAsk) {
    for (const filters of [[], everyFilter(filtered)]) {
      const { own, earlier, roster } = compile(id, { ...query, filters });
      for (const { sql, parameters } of [own, earlier, roster].filter((statement) => statement !== undefined)) {
        expect(placeholders(sql)).toEqual(Object.keys(parameters).sort());
        expect(sql).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  }
});

it('compiles the same query to the same statement', () => {
  for (const { id, query } of waysToAsk) {
    const before = JSON.stringify([query, CONTEXT]);
    expect(compile(id, query)).toEqual(compile(id, query));
    expect(JSON.stringify([query, CONTEXT])).toBe(before);
  }
});

it('never writes a value into the statement', () => {
  const dimensions = ['team', 'rep', 'account', 'source', 'source_class'] as const;
  const metric = fc.constantFrom(
    ...CATALOGUE.filter((entry) => dimensions.every((name) => entry.dimensions.includes(name))).map(({ id }) => id),
  );
  const dimension = fc.constantFrom(...dimensions);
  // A mark in each value, since a short one may stand in the statement for another reason.
  const value = fc.string({ maxLength: 40 }).map((text) => `§${text}'"\\{from:String}--`);
  const filter = fc.oneof(
    fc.record({
      dimension,
      operator: fc.constantFrom('in', 'not_in'),
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ dimension, operator: fc.constant('matches'), values: fc.tuple(value) }),
  );
  const texts = fc.record({ primary: value, implied: value });
  fc.assert(
    fc.property(
      metric,
      fc.constantFrom(...SHAPES),
      fc.array(filter, { maxLength: 4 }),
      texts,
      (id, shape, filters, own) => {
        const settings = { ...CONTEXT.settings, primarySources: [own.primary], heldImpliedSources: [own.implied] };
        const { sql, parameters } = compile(
          id,
          { shape, filters, groupBy: ['source_class'] },
          { ...CONTEXT, settings },
        );
        expect(sql).not.toContain('§');
        filters.forEach(({ operator, values }, index) => {
          expect(parameters[`filter_${index}`]).toEqual(operator === 'matches' ? values[0] : values);
        });
      },
    ),
  );
});

it('depends on nothing but the shape of the filters', () => {
  const ask = (values: string[]) =>
    compile('calls', { filters: [{ dimension: 'team', operator: 'in', values }], groupBy: ['rep'] }).sql;
  expect(ask(["x'); DROP TABLE events; --"])).toBe(ask(['North', 'South']));
});
