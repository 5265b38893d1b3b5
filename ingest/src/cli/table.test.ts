import { renderTable } from './table';

it('aligns text to the left and numbers to the right', () => {
  const rows = [
    ['Ada', '1.50'],
    ['Bo', '12.25'],
  ];
  expect(renderTable(['rep', 'value'], rows)).toBe('rep  value\nAda   1.50\nBo   12.25\n');
});

it('shows control characters of a cell, each cell in one line', () => {
  const rows = [['\u001b[2J\n', '1']];
  expect(renderTable(['rep', 'value'], rows)).toBe('rep              value\n\\u001b[2J\\u000a      1\n');
});

it('renders as many rows as an answer may have', () => {
  const rows = Array.from({ length: 1_000_000 }, (_, row) => [String(row)]);
  expect(renderTable(['row'], rows)).toMatch(/^ {3}row\n {5}0\n[^]*\n999999\n$/);
});
