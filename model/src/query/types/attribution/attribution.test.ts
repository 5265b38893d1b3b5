import { CONTEXT } from '../../../testing/example-queries';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';

const prepare = (fields: object = {}) => prepareQuery(parseQuery({ queryType: 'attribution', ...fields }), CONTEXT);

it('gives money back from cents, and what has no touch its name', () => {
  const { columns, rows, notices } = prepare({ limit: 2 }).answer({
    credits: [
      { dimension: 'email', cents: 100_010, won_count: 1.5, touches: 3, n: 2 },
      { dimension: '', cents: 0, won_count: 1, touches: 0, n: 1 },
      { dimension: 'web', cents: 0, won_count: 0, touches: 2, n: 0 },
    ],
  });
  expect(columns.map(({ name }) => name)).toEqual(['dimension', 'won_value', 'won_count', 'touches', 'n']);
  expect(rows).toEqual([
    { dimension: 'email', won_value: 1000.1, won_count: 1.5, touches: 3, n: 2 },
    { dimension: '(none)', won_value: 0, won_count: 1, touches: 0, n: 1 },
  ]);
  expect(notices).toMatchObject([{ code: 'capped_rows', text: 'The first 2 of 3 rows are listed.' }]);
});

it.each([
  ['first', 'row_number() OVER (PARTITION BY key ORDER BY at, what, touch) = 1 AS worth'],
  ['last', 'row_number() OVER (PARTITION BY key ORDER BY at DESC, what DESC, touch DESC) = 1 AS worth'],
  ['linear', '1 AS worth'],
  ['time_decay', '/ 1209600000) AS worth'],
])('weighs touches by the model %s', (model, worth) => {
  expect(prepare({ parameters: { model } }).statements.credits?.sql).toContain(worth);
});

it('splits by campaign on request, of the deals that a filter names', () => {
  const filters = [{ dimension: 'team', operator: 'in', values: ['EMEA'] }];
  const statement = prepare({ groupBy: ['campaign'], filters }).statements.credits;
  expect(statement?.sql).toContain('toString(campaign) AS name');
  expect(statement?.sql).toContain('has({filter_0:Array(String)}, team)');
});

it.each([
  [{ parameters: { model: 'magic' } }, 'invalid_parameter', 'parameters.model'],
  [{ groupBy: ['team'] }, 'invalid_value', 'groupBy.0'],
  [{ interval: 'week' }, 'unknown_field', 'interval'],
])('refuses %j', (fields, code, path) => {
  expect(() => prepare(fields)).toThrow(expect.objectContaining({ code, path }) as Error);
});
