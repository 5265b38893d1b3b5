import { CONTEXT } from '../../../testing/example-queries';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';
import { wordsOf } from './words';

const prepare = (parameters: object, fields: object = {}) =>
  prepareQuery(parseQuery({ queryType: 'journey', parameters, ...fields }), CONTEXT);

it('reads the events that are steps, with what their words need', () => {
  const sql = prepare({ account: 'Blue' }).statements.events?.sql ?? '';
  const leftOut = /type NOT IN \(([^)]*)\)/.exec(sql)?.[1] ?? '';
  expect(leftOut).toContain("'email.delivered', 'time.logged', 'usage.recorded'");
  expect(leftOut).not.toContain('opportunity.won');
  expect(sql).toContain('loss_reason');
  expect(sql).toContain("arrayStringConcat(items_product, ', ') AS products");
});

it.each([
  [
    { type: 'call.logged', direction: 'outbound', outcome: 'no_answer', purpose: 'check_in' },
    'Call to the customer, no answer, check in',
  ],
  [{ type: 'opportunity.won', amount: 12500 }, 'Opportunity won, amount 12500'],
  [{ type: 'email.opened', machine: 1 }, 'E-mail opened by a machine'],
  [{ type: 'survey.answered', survey: 'nps', score: 3, comment: 'Too slow' }, 'Answered NPS with 3, Too slow'],
  [{ type: 'order.placed', products: 'Desk, Lamp' }, 'Ordered, Desk, Lamp'],
])('puts %j in words', (row, words) => {
  expect(wordsOf(row)).toBe(words);
});

it('lists what happened, the newest first', () => {
  const row = { at: 1000, type: 'meeting.held', channel: '', rep: 'Ada', opportunity: 'd1', purpose: 'demo', found: 2 };
  const answer = prepare({ account: 'Blue' }).answer({ events: [row] });
  const { columns, rows, notices } = answer;
  expect(answer).toMatchObject({ title: 'Journey of Blue' });
  expect(columns.map(({ name }) => name)).toEqual(['time', 'type', 'channel', 'rep', 'what', 'opportunity']);
  expect(rows).toEqual([
    { time: 1000, type: 'meeting.held', channel: null, rep: 'Ada', what: 'Meeting held, demo', opportunity: 'd1' },
  ]);
  expect(notices).toMatchObject([{ code: 'capped_rows' }]);
});

it('gives the address of the opportunity of each step where the plan says it', () => {
  const recordLinks = { crm: { opportunity: 'https://crm.example.com/deal/{id}' } };
  const query = parseQuery({ queryType: 'journey', parameters: { account: 'Blue' } });
  const steps = ['d1', ''].map((opportunity) => ({ at: 1000, type: 'meeting.held', opportunity, source: 'crm' }));
  const linked = { ...CONTEXT, settings: { ...CONTEXT.settings, recordLinks } };
  const { columns, rows } = prepareQuery(query, linked).answer({ events: steps });
  expect(columns.find(({ name }) => name === 'opportunity')?.url).toBe('url');
  expect(rows.map(({ url }) => url)).toEqual(['https://crm.example.com/deal/d1', null]);
});

it.each([
  [{}, 'parameters.account'],
  [{ account: 'Blue', opportunity: 'd1' }, 'parameters.account'],
  [{ contact: 'x' }, 'parameters'],
])('refuses the parameters %j', (parameters, path) => {
  expect(() => prepare(parameters)).toThrow(expect.objectContaining({ code: 'invalid_parameter', path }) as Error);
});
