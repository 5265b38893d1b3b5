import { prepareQuery, parseQuery, DEFAULT_SETTINGS, type MetricAnswer } from '@saleshub/model';
import { breakdownStyle, columnStyle } from './table-style';

const context = {
  range: { from: Date.UTC(2024, 0, 1), to: Date.UTC(2024, 1, 1) },
  now: Date.UTC(2024, 5, 1),
  settings: DEFAULT_SETTINGS,
};

function answerTo(query: Record<string, unknown>, row: Record<string, number | string>): MetricAnswer {
  const checked = parseQuery({ shape: 'breakdown', groupBy: ['team'], ...query });
  return prepareQuery(checked, context).answer({ own: [row], earlier: [row] }) as MetricAnswer;
}

test('an address is not shown, but followed from what it is the page of', () => {
  const id = { name: 'id', type: 'text', url: 'page' } as const;
  const page = { name: 'page', type: 'text' } as const;
  const table = { columns: [id, page], rows: [{ id: '1', page: 'https://crm.example.com/1' }] };
  expect(columnStyle(id, table)).toEqual({
    links: [{ title: 'Open in its tool', url: '${__data.fields["page"]:raw}', targetBlank: true }],
  });
  expect(columnStyle(page, table).custom?.hideFrom?.viz).toBe(true);
});

test.each([
  ['text', null, '(none)', 'EMEA'],
  ['text', '', '', 'EMEA'],
  ['boolean', false, false, true],
] as const)('a column of type %s that says nothing in any row is not shown', (type, one, other, said) => {
  const column = { name: 'a', type };
  const isShown = (rows: { a: string | boolean | null }[]) =>
    columnStyle(column, { columns: [column], rows }).custom?.hideFrom?.viz !== true;
  expect(isShown([{ a: one }, { a: other }])).toBe(false);
  expect(isShown([{ a: one }, { a: said }])).toBe(true);
});

test('in a bar chart only the value has bars and an axis', () => {
  const number = (name: string) => ({ name, type: 'number' }) as const;
  const answer = answerTo({ metric: 'win_rate' }, { d0: 'EMEA', numerator: 10, n: 40 });
  expect(breakdownStyle(number('value'), answer)).toEqual({});
  expect(breakdownStyle(number('n'), answer).custom).toMatchObject({ fillOpacity: 0, axisPlacement: 'hidden' });
});

/** The columns of a breakdown that a table shows. */
function shownOf(query: Record<string, unknown>, row: Record<string, number | string>): string[] {
  const answer = answerTo(query, row);
  const isShown = (column: (typeof answer.columns)[number]) =>
    breakdownStyle(column, answer).custom?.hideFrom?.viz !== true;
  return answer.columns.filter(isShown).map(({ name }) => name);
}

test('a comparison is shown without what it says twice', () => {
  const shown = shownOf({ metric: 'win_rate', compareTo: 'previous_period' }, { d0: 'EMEA', numerator: 10, n: 40 });
  expect(shown).toEqual([
    'team',
    'value',
    'low',
    'high',
    'n',
    'low_sample',
    'previous',
    'change',
    'significant_change',
  ]);
});

test('columns that have nothing are not shown', () => {
  expect(shownOf({ metric: 'won_value' }, { d0: 'EMEA', total: 5, n: 2 })).toEqual(['team', 'value', 'n']);
});

test('the one number of an output is shown', () => {
  const query = { metric: 'win_rate', compareTo: 'previous_period', output: 'p_value' };
  expect(shownOf(query, { d0: 'EMEA', numerator: 10, n: 40 })).toEqual(['team', 'p_value']);
});
