import { CATALOGUE, OTHER, parseQuery } from '@saleshub/model';
import { recordsLinks } from './records-link';

const HUB = { uid: 'hub', name: 'Saleshub' };
const linkOf = (query: Record<string, unknown>, group: Record<string, string>) => recordsLinks(query, HUB)?.(group);

test('a number links to its records: of its group, with the filters that it has', () => {
  const filters = [{ dimension: 'region', operator: 'in', values: ['EMEA'] }];
  const parameters = { cohort: 'created', windowDays: 30 };
  const query = {
    metric: 'win_rate',
    groupBy: ['team'],
    interval: 'month',
    timeZone: 'Asia/Seoul',
    filters,
    parameters,
  };
  expect(linkOf(query, { team: '(none)' })).toEqual({
    title: 'Records behind this number',
    url: '',
    internal: {
      datasourceUid: 'hub',
      datasourceName: 'Saleshub',
      query: {
        version: 1,
        queryType: 'records',
        metric: 'win_rate',
        timeZone: 'Asia/Seoul',
        parameters: { cohort: 'created', windowDays: 30 },
        filters: [...filters, { dimension: 'team', operator: 'in', values: ['(none)'] }],
      },
    },
  });
});

test('every link of every metric can be asked', () => {
  for (const { id, dimensions } of CATALOGUE) {
    const [dimension = 'team'] = dimensions;
    const link = linkOf({ metric: id }, { [dimension]: 'primary' });
    expect(() => parseQuery(link?.internal.query)).not.toThrow();
  }
});

test('what has no records has no link', () => {
  expect(linkOf({ metric: 'win_rate', groupBy: ['team'] }, { team: OTHER })).toBeUndefined();
  expect(linkOf({ queryType: 'funnel' }, {})).toBeUndefined();
});
