import { CATALOGUE } from '../../../catalogue/catalogue';
import { DEFAULT_SETTINGS } from '../../../settings/reporting-settings';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';

const CONTEXT = {
  range: { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 3, 1) },
  now: Date.UTC(2026, 4, 1),
  settings: { ...DEFAULT_SETTINGS, timeZone: 'Asia/Seoul' },
};
const prepare = (query: Record<string, unknown>) => prepareQuery(parseQuery(query), CONTEXT);
const total = (metric: string, more: object = {}) => prepare({ metric, shape: 'total', ...more }).whenEmpty;

it('says where data are, by month in the time zone', () => {
  const closed = total('closed_opportunities');
  const notice = (first: string, last: string) =>
    closed?.notice([{ first: String(Date.parse(first)), last: String(Date.parse(last)), facts: 3 }]).text;
  expect(notice('2016-09-30T20:00:00Z', '2017-12-31T14:00:00Z')).toBe(
    'There are no closed opportunities in this range; they lie between October 2016 and December 2017.',
  );
  expect(notice('2016-10-01T00:00:00Z', '2016-10-02T00:00:00Z')).toContain('they lie in October 2016.');
});

it('says that there are none at all, and that filters count', () => {
  const filters = [{ dimension: 'rep', operator: 'in', values: ['Ada'] }];
  expect(total('calls')?.notice([{ first: null, last: null, facts: 0 }]).text).toBe('There are no calls at all yet.');
  const filtered = total('calls', { filters });
  expect(filtered?.notice([]).text).toBe('There are no calls with these filters at all yet.');
  expect(filtered?.statement.parameters).toMatchObject({ filter_0: ['Ada'] });
});

it('is asked for where no row has a sample, whatever the shape', () => {
  const isEmpty = (fields: object, ...samples: number[]) => {
    const { answer, whenEmpty } = prepare({ metric: 'calls', ...fields });
    return whenEmpty?.isEmpty(answer({ own: samples.map((n, index) => ({ d0: `Rep ${index}`, n })) }));
  };
  const byRep = { shape: 'breakdown', groupBy: ['rep'] };
  expect(isEmpty(byRep, 0, 0)).toBe(true);
  expect(isEmpty(byRep)).toBe(true);
  expect(isEmpty(byRep, 0, 1)).toBe(false);
  expect(isEmpty({ shape: 'total' }, 0)).toBe(true);
  expect(isEmpty({ interval: 'month' })).toBe(true);
});

it('knows nothing of a range, and leaves out what is made for one', () => {
  const statements = CATALOGUE.map(({ id }) => total(id)?.statement.sql).filter((sql) => sql !== undefined);
  expect(statements.length).toBeGreaterThan(30);
  for (const sql of statements) expect(sql).not.toMatch(/\{(from|to|mature_before)\b/);
  expect(total('open_opportunities')).toBeUndefined();
});
