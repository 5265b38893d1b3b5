import * as fc from 'fast-check';
import { markCell, unmarkCell } from './spreadsheet-cell';

it.each([
  ['=1+1', "'=1+1"],
  ['+49 30 1234', "'+49 30 1234"],
  ['-1+2', "'-1+2"],
  ['-cmd', "'-cmd"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ["'=1", "''=1"],
])('marks %j', (cell, marked) => {
  expect(markCell(cell)).toBe(marked);
});

it.each(['', 'A', '1-1', '-5', '-1.234,56', '-0.5', "it's", "'A"])('leaves %j as it is', (cell) => {
  expect(markCell(cell)).toBe(cell);
});

it('gives any cell back to the letter', () => {
  const cell = fc.string({ unit: fc.constantFrom("'", '=', '-', '+', '@', '\t', '\r', '1', '.', 'a', ' ') });
  fc.assert(fc.property(cell, (text) => expect(unmarkCell(markCell(text))).toBe(text)));
});
