import type { Answer } from '@saleshub/model';
import { renderAnswer } from './answer-output';

const answer = (queryType: 'records' | 'journey'): Answer => ({
  queryType,
  title: 'Records',
  timeZone: 'UTC',
  columns: [
    { name: 'id', type: 'text' },
    { name: 'team', type: 'text' },
    { name: 'rep', type: 'text' },
    { name: 'amount', type: 'number', unit: 'money' },
  ],
  rows: [
    { id: 'd1', team: '(none)', rep: '(none)', amount: null },
    { id: 'd2', team: '(none)', rep: 'Ada', amount: null },
  ],
  notices: [],
  statements: [],
});
const firstLine = (text: string) => text.split('\n')[0]?.trim().split(/\s+/);

it('leaves out of a table what none of the records has', () => {
  expect(firstLine(renderAnswer(answer('records'), 'table'))).toEqual(['id', 'rep']);
  expect(firstLine(renderAnswer(answer('journey'), 'table'))).toEqual(['id', 'team', 'rep', 'amount']);
});

it('prints every column where programs read', () => {
  expect(firstLine(renderAnswer(answer('records'), 'csv'))).toEqual(['id,team,rep,amount']);
  expect(renderAnswer(answer('records'), 'json')).toContain('"team":"(none)"');
});

it('prints names that could be formulas as text where spreadsheets read, and numbers as they are', () => {
  const rows = [{ id: '=HYPERLINK("x")', team: '-5', rep: '+49', amount: -7.5 }];
  const csv = renderAnswer({ ...answer('records'), rows }, 'csv');
  expect(csv).toBe(`id,team,rep,amount\n"'=HYPERLINK(""x"")",-5,'+49,-7.5\n`);
});

it('keeps the columns of a table without rows', () => {
  expect(firstLine(renderAnswer({ ...answer('records'), rows: [] }, 'table'))).toEqual(['id', 'team', 'rep', 'amount']);
});
