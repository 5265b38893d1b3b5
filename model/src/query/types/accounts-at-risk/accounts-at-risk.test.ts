import { CONTEXT } from '../../../testing/example-queries';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';
import { reasonsOf } from './reasons';

const prepare = (fields: object = {}) =>
  prepareQuery(parseQuery({ queryType: 'accounts_at_risk', ...fields }), CONTEXT);

const NOTHING_LOST = { lost_usage: 0, lost_nps: 0, lost_tickets: 0, lost_contact: 0, lost_mrr: 0, lost_review: 0 };
const ROW = {
  ...{ ...NOTHING_LOST, account: 'Blue Freight', health: 45.2, mrr: 3279, manager: 'Ada', contacted_at: 1000 },
  ...{ lost_usage: 34.6, usage_recent: 40, usage_before: 100, lost_nps: 20.2, nps_score: 3 },
};

it('says what takes points off, the most first', () => {
  expect(reasonsOf(ROW)).toBe('Usage down 60 % in 28 days (−35); last answer to the Net Promoter question 3 (−20)');
  expect(
    reasonsOf({ ...NOTHING_LOST, lost_contact: 12, last_contact: null, lost_tickets: 3, overdue_tickets: 1 }),
  ).toBe('Never contacted (−12); 1 ticket open for over 7 days (−3)');
  expect(
    reasonsOf({
      ...{ ...NOTHING_LOST, lost_mrr: 10, mrr: 75, mrr_before: 100, lost_review: 5, worst_review: 2 },
      ...{ lost_contact: 0.2, last_contact: '2026-01-01 00:00:00.000' },
    }),
  ).toBe('Revenue down 25 % in 90 days (−10); a review of 2 of 5 stars (−5); no contact for over 30 days (−1)');
});

it('lists account, score, reasons, revenue, manager and last contact', () => {
  const { columns, rows, notices } = prepare().answer({
    accounts: [ROW, { ...ROW, manager: '', contacted_at: null }],
    count: [{ level: 3, n: 3, left_out: 2 }],
  });
  expect(columns.map(({ name }) => name)).toEqual(['account', 'score', 'reasons', 'mrr', 'manager', 'last_contact']);
  expect(rows[0]).toMatchObject({
    account: 'Blue Freight',
    score: 45.2,
    mrr: 3279,
    manager: 'Ada',
    last_contact: 1000,
  });
  expect(rows[1]).toMatchObject({ manager: null, last_contact: null });
  expect(notices.map(({ code, text }) => [code, text])).toEqual([
    ['left_out', '2 accounts of which too little is known to compute their health are left out.'],
    ['capped_rows', 'The first 2 of 3 rows are listed.'],
  ]);
});

it('takes the threshold of the plan, or the one that is asked for', () => {
  const thresholds = (fields: object) =>
    Object.values(prepare(fields).statements).map(({ parameters }) => parameters.health_threshold);
  expect(thresholds({})).toEqual([60, 60]);
  expect(thresholds({ parameters: { threshold: 75 } })).toEqual([75, 75]);
});

it.each([
  [{ parameters: { threshold: 101 } }, 'invalid_parameter', 'parameters.threshold'],
  [{ parameters: { limit: 1 } }, 'invalid_parameter', 'parameters'],
  [{ filters: [{ dimension: 'page', operator: 'is_empty' }] }, 'unknown_dimension', 'filters.0.dimension'],
  [{ metric: 'nps' }, 'unknown_field', 'metric'],
])('refuses %j', (fields, code, path) => {
  expect(() => prepare(fields)).toThrow(expect.objectContaining({ code, path }) as Error);
});
