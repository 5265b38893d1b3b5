import type { AnswerRow } from '@saleshub/model';
import { renderAnswer } from './answer-output';
import { joinAnswers, type OneMetric } from './several-metrics';
import { sortRows } from './sort-rows';

const answerOf = (id: string, rows: AnswerRow[]): OneMetric => ({
  metric: { id, title: id.toUpperCase(), measure: { kind: 'count' } },
  groupBy: ['team'],
  columns: [
    { name: 'team', type: 'text' },
    { name: 'value', type: 'number', unit: 'count' },
    { name: 'low', type: 'number', unit: 'count' },
    { name: 'n', type: 'number', unit: 'count' },
  ],
  rows,
  notices: [{ severity: 'info', code: 'running_period', text: 'The last day is still running.' }],
  timeZone: 'UTC',
  statements: [],
});
const joined = joinAnswers([
  answerOf('calls', [
    { team: 'North', value: 3, low: 1, n: 3 },
    { team: 'South', value: 7, low: 4, n: 7 },
  ]),
  answerOf('demos', [
    { team: 'East', value: 1, low: 0, n: 1 },
    { team: 'South', value: 2, low: 1, n: 2 },
  ]),
]);

it('puts the rows of a group beside each other, each column under the metric', () => {
  expect(JSON.parse(renderAnswer(joined, 'json'))).toEqual({
    metrics: ['calls', 'demos'],
    rows: [
      { team: 'North', calls: 3, calls_low: 1, calls_n: 3, demos: 0, demos_low: null, demos_n: 0 },
      { team: 'South', calls: 7, calls_low: 4, calls_n: 7, demos: 2, demos_low: 1, demos_n: 2 },
      { team: 'East', calls: 0, calls_low: null, calls_n: 0, demos: 1, demos_low: 0, demos_n: 1 },
    ],
    notices: [
      expect.objectContaining({ text: 'CALLS: The last day is still running.' }),
      expect.objectContaining({ text: 'DEMOS: The last day is still running.' }),
    ],
  });
  expect(renderAnswer(joined, 'table').split('\n')[0]?.trim().split(/\s+/)).toEqual([
    ...['team', 'calls', 'calls_n', 'demos', 'demos_n'],
  ]);
});

it('sorts by any column, with what has no value last', () => {
  const teams = (order: string) => sortRows(joined, order).rows.map(({ team }) => team);
  expect(teams('demos_low')).toEqual(['South', 'East', 'North']);
  expect(teams('-demos_low')).toEqual(['East', 'South', 'North']);
  expect(teams('calls')).toEqual(['South', 'North', 'East']);
  expect(teams('team')).toEqual(['East', 'North', 'South']);
  expect(teams('-team')).toEqual(['South', 'North', 'East']);
  expect(() => teams('value')).toThrow('--sort must be one of team, calls, calls_low');
});
