import { CONTEXT } from '../../../testing/example-queries';
import { CATALOGUE } from '../../../catalogue/catalogue';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';

const prepare = (fields: object) => prepareQuery(parseQuery({ queryType: 'records', ...fields }), CONTEXT);
const sqlOf = (fields: object) => prepare(fields).statements.records?.sql;

it('lists what the number counts, under the same conditions', () => {
  const filters = [{ dimension: 'team', operator: 'in', values: ['EMEA'] }];
  expect(sqlOf({ metric: 'detractor_share', filters }))
    .toBe(`SELECT toUnixTimestamp64Milli(toDateTime64(occurred_at, 3)) AS record_time,
  toString(id) AS record_id,
  type AS record_type,
  toString(rep) AS d0,
  toString(team) AS d1,
  toString(region) AS d2,
  toString(segment) AS d3,
  toString(pipeline) AS d4,
  toString(channel) AS d5,
  toString(product) AS d6,
  toString(campaign) AS d7,
  toString(competitor) AS d8,
  toString(account) AS d9,
  toString(origin) AS d10,
  toString(source) AS d11,
  toString(if(has({primary_sources:Array(String)}, source), 'primary', 'other')) AS d12,
  arrayStringConcat(arrayDistinct(tags), ', ') AS d13,
  toFloat64(NULL) AS record_amount,
  if(score <= 6, 'numerator', 'denominator') AS counted_as,
  toString(comment) AS record_comment
FROM events FINAL
WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND type = 'survey.answered'
  AND void = 0
  AND survey = 'nps'
  AND has({filter_0:Array(String)}, team)
ORDER BY record_time DESC, record_id
LIMIT {limit:UInt32}`);
});

it('lists an entity once, however many facts it has', () => {
  expect(sqlOf({ metric: 'mrr' })).toMatch(/GROUP BY record_id\nORDER BY/);
  expect(sqlOf({ metric: 'web_visitors' })).toMatch(/^SELECT min\(.*\) AS record_time,/);
});

it('lists the fewer of what a formula rests on', () => {
  expect(sqlOf({ metric: 'usage_change' })).toContain(
    'QUALIFY if(countIf(is_recent) OVER () <= countIf(NOT is_recent) OVER (), is_recent, NOT is_recent)',
  );
});

it('has the columns of the contract, with the dimensions of the metric', () => {
  const { columns } = prepare({ metric: 'days_since_activity' }).answer({ records: [], number: [] });
  const names = ['time', 'id', 'type', 'rep', 'team', 'region', 'amount', 'counted_as', 'comment'];
  expect(columns.map(({ name }) => name)).toEqual(names);
});

describe('with pages of records in the plan', () => {
  const recordLinks = { crm: { opportunity: 'https://crm.example.com/deal/{id}' } };
  const linked = { ...CONTEXT, settings: { ...CONTEXT.settings, recordLinks } };
  const answerOf = (metric: string, source: string) => {
    const query = parseQuery({ queryType: 'records', metric });
    const sourceColumn = `d${CATALOGUE.find(({ id }) => id === metric)?.dimensions.indexOf('source')}`;
    const records = [{ record_time: 0, record_id: '17', [sourceColumn]: source }];
    return prepareQuery(query, linked).answer({ records, number: [] });
  };

  it('gives the address of each record that has one', () => {
    const { columns, rows } = answerOf('win_rate', 'crm');
    expect(columns.find(({ name }) => name === 'id')?.url).toBe('url');
    expect(rows[0]?.url).toBe('https://crm.example.com/deal/17');
    expect(answerOf('win_rate', 'desk').rows[0]?.url).toBeNull();
  });

  it('has no column for addresses where none of the kind is stated', () => {
    const { columns } = answerOf('ticket_volume', 'crm');
    expect(columns.map(({ name }) => name)).not.toContain('url');
  });
});

it('says how many there are where it does not list all', () => {
  const row = {
    record_time: 1_704_067_200_000,
    record_id: 'd1',
    record_type: 'opportunity.won',
    d1: 'EMEA',
    counted_as: 'numerator',
    record_amount: 12.5,
    record_comment: '',
  };
  const { rows, notices } = prepare({ metric: 'win_rate', limit: 1 }).answer({
    records: [row],
    number: [{ numerator: 3, n: 7 }],
  });
  expect(rows[0]).toMatchObject({
    time: 1_704_067_200_000,
    id: 'd1',
    rep: '(none)',
    team: 'EMEA',
    amount: 12.5,
    comment: null,
  });
  expect(notices).toEqual([{ severity: 'info', code: 'capped_rows', text: 'The first 1 of 7 rows are listed.' }]);
});

it.each([
  [{ metric: 'happiness' }, 'unknown_metric', 'metric'],
  [
    { metric: 'win_rate', filters: [{ dimension: 'page', operator: 'in', values: ['x'] }] },
    'unknown_dimension',
    'filters.0.dimension',
  ],
  [{ metric: 'win_rate', groupBy: ['team'] }, 'unknown_field', 'groupBy'],
  [{ metric: 'win_rate', limit: 10_001 }, 'invalid_value', 'limit'],
  [{ metric: 'calls', parameters: { outcome: 'won' } }, 'invalid_parameter', 'parameters.outcome'],
])('refuses %j', (fields, code, path) => {
  expect(() => prepare(fields)).toThrow(expect.objectContaining({ code, path }) as Error);
});

it.each(CATALOGUE.map(({ id }) => id))('can be asked of %s', (metric) => {
  expect(Object.keys(prepare({ metric }).statements)).toEqual(['records', 'number']);
});
