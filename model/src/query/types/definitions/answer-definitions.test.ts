import { CATALOGUE } from '../../../catalogue/catalogue';
import { answerDefinitions } from './answer-definitions';

it('has the columns of the contract in their order', () => {
  const { columns, rows } = answerDefinitions();
  const names = ['id', 'title', 'group', 'unit', 'direction', 'kind', 'definition', 'minimum_sample', 'dimensions'];
  expect(columns.map(({ name }) => name)).toEqual(names);
  for (const row of rows) expect(Object.keys(row)).toEqual(names);
  expect(columns.filter(({ type }) => type !== 'text')).toEqual([
    { name: 'minimum_sample', type: 'number', unit: 'count' },
  ]);
});

it('has a row for each metric', () => {
  const { rows, notices, queryType } = answerDefinitions();
  expect(rows.map(({ id }) => id)).toEqual(CATALOGUE.map(({ id }) => id));
  expect(rows.find(({ id }) => id === 'call_connect_rate')).toEqual({
    id: 'call_connect_rate',
    title: 'Call connect rate',
    group: 'Activity',
    unit: 'ratio',
    direction: 'higher',
    kind: 'ratio',
    definition: 'Of the outbound calls in the period, the share that reached somebody.',
    minimum_sample: 30,
    dimensions:
      'rep, team, region, segment, pipeline, channel, product, campaign, competitor, account, origin, source, source_class, tag, purpose',
  });
  expect([notices, queryType]).toEqual([[], 'definitions']);
});
