import { CONTEXT } from '../../../testing/example-queries';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';

const prepare = (fields: object = {}) => prepareQuery(parseQuery({ queryType: 'affinity', ...fields }), CONTEXT);
const pair = (n: number, withProduct: number, withOther: number) => ({
  ...{ product: 'Desk', other_product: 'Lamp', n, with_product: withProduct, with_other: withOther, accounts: 100 },
});

it('computes support, confidence and lift of a pair', () => {
  // Of 100 accounts 40 have a desk, 25 a lamp, 20 both: half of those with a desk have a lamp, twice as many as usual.
  const { columns, rows, notices } = prepare().answer({ pairs: [pair(20, 40, 25)] });
  expect(columns.map(({ name }) => name)).toEqual(['product', 'other_product', 'support', 'confidence', 'lift', 'n']);
  expect(rows).toEqual([{ product: 'Desk', other_product: 'Lamp', support: 0.2, confidence: 0.5, lift: 2, n: 20 }]);
  expect(notices).toEqual([]);
});

it('marks pairs that rest on few accounts, or leaves them out', () => {
  const results = { pairs: [pair(20, 40, 25), pair(5, 9, 25)] };
  expect(prepare().answer(results)).toMatchObject({ rows: [{}, {}], notices: [{ code: 'low_sample' }] });
  expect(prepare({ onLowSample: 'withhold' }).answer(results).rows).toHaveLength(1);
});

it('asks for what goes with a product, or for what an account lacks', () => {
  expect(prepare({ parameters: { product: 'Desk' } }).statements.pairs?.sql).toContain('product = {product:String}');
  const ofAccount = prepare({ parameters: { account: 'Blue' } }).statements.pairs;
  expect(ofAccount?.sql).toMatch(/NOT has\(owned, other_product\)[^]*LIMIT 1 BY other_product$/);
  expect(ofAccount?.parameters).toMatchObject({ account: 'Blue' });
});

it.each([
  [{ parameters: { product: '' } }, 'invalid_parameter', 'parameters.product'],
  [{ filters: [{ dimension: 'stage', operator: 'is_empty' }] }, 'unknown_dimension', 'filters.0.dimension'],
])('refuses %j', (fields, code, path) => {
  expect(() => prepare(fields)).toThrow(expect.objectContaining({ code, path }) as Error);
});
