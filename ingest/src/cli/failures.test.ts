import { ImportError } from '../import';
import { describeFailure, exitCodeOf, UsageError } from './failures';

it('shows control characters of what it quotes', () => {
  const error = new UsageError('unknown_column', 'the columns are "a\u001b[2J"\nSee the manual.');
  expect(describeFailure(error)).toBe('unknown_column: the columns are "a\\u001b[2J"\nSee the manual.');
});

it.each([
  ['not_found', 2],
  ['not_readable', 2],
  ['unknown_column', 2],
  ['lookup_not_found', 2],
  ['unknown_encoding', 2],
  ['unknown_sheet', 2],
  ['unsupported_workbook', 2],
  ['broken_workbook', 1],
  ['invalid_bytes', 1],
  ['broken_quotes', 1],
] as const)('ends an import that fails with %s with code %s', (code, expected) => {
  expect(exitCodeOf(new ImportError(code, ''))).toBe(expected);
});
