import { prepareQuery, parseQuery, DEFAULT_SETTINGS, type MetricAnswer } from '@saleshub/model';
import { breakdownStyle, columnStyle } from './table-style';

const context = {
  range: { from: Date.UTC(2024, 0, 1), to: Date.UTC(2024, 1, 1) },
  now: Date.UTC(2024, 5, 1),
  settings: DEFAULT_SETTINGS,
};

test('an address is not shown, but followed from what it is the page of', () => {
  const id = { name: 'id', type: 'text', url: 'page' } as const;
  const page = { name: 'page', type: 'text' } as const;
  expect(columnStyle(id, [id, page])).toEqual({
    links: [{ title: 'Open in its tool', url: '${__data.fields["page"]:raw}', targetBlank: true }],
  });
  expect(columnStyle(page, [id, page]).custom?.hideFrom?.viz).toBe(true);
});

/** The columns of a breakdown that a table shows. */
function shownOf(query: Record<string, unknown>, row: Record<string, number | string>): string[] {
  const checked = parseQuery({ shape: 'breakdown', groupBy: ['team'], ...query });
  const answer = prepareQuery(checked, context).answer({ own: [row], earlier: [row] }) as MetricAnswer;
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
