import { CONTEXT } from '../../../testing/example-queries';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';

const prepare = (fields: object = {}) => prepareQuery(parseQuery({ queryType: 'annotations', ...fields }), CONTEXT);
const asked = (fields: object) => prepare(fields).statements.annotations?.parameters;

it('asks for decisions and milestones, and for deals where they are wanted', () => {
  expect(asked({})).toMatchObject({ types: ['decision.recorded', 'milestone.recorded'], with_deals: 0 });
  expect(asked({ parameters: { kinds: 'deal', minAmount: 5000 } })).toMatchObject({
    types: [],
    with_deals: 1,
    minimum_amount: 5000,
  });
});

it('names events by their title and deals by their account', () => {
  const nothing = { title: '', note: '', author: '', amount: null, account: '', rep: '', opportunity: '', labels: '' };
  const { columns, rows, notices } = prepare().answer({
    annotations: [
      {
        ...nothing,
        at: 3000,
        what: 'decision.recorded',
        title: 'New prices',
        note: 'Up 5 %',
        author: 'Ada',
        labels: 'pricing,q2',
        found: 3,
      },
      {
        ...nothing,
        at: 2000,
        what: 'opportunity.won',
        account: 'Blue Freight',
        opportunity: 'd1',
        amount: 12500.5,
        rep: 'Bea',
        found: 3,
      },
    ],
  });
  expect(columns.map(({ name }) => name)).toEqual(['time', 'time_end', 'title', 'text', 'tags']);
  expect(rows).toEqual([
    { time: 3000, time_end: null, title: 'New prices', text: 'Up 5 % – Ada', tags: 'decision,pricing,q2' },
    { time: 2000, time_end: null, title: 'Won: Blue Freight', text: 'd1: 12,500.5 USD, by Bea', tags: 'deal' },
  ]);
  expect(notices).toMatchObject([{ code: 'capped_rows' }]);
});

it.each([
  [{ parameters: { kinds: ['party'] } }, 'invalid_parameter', 'parameters.kinds'],
  [{ parameters: { minAmount: -1 } }, 'invalid_parameter', 'parameters.minAmount'],
  [{ filters: [{ dimension: 'stage', operator: 'is_empty' }] }, 'unknown_dimension', 'filters.0.dimension'],
  [{ groupBy: ['team'] }, 'unknown_field', 'groupBy'],
])('refuses %j', (fields, code, path) => {
  expect(() => prepare(fields)).toThrow(expect.objectContaining({ code, path }) as Error);
});
