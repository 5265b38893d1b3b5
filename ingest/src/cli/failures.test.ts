import { describeFailure, UsageError } from './failures';

it('shows control characters of what it quotes', () => {
  const error = new UsageError('unknown_column', 'the columns are "a\u001b[2J"\nSee the manual.');
  expect(describeFailure(error)).toBe('unknown_column: the columns are "a\\u001b[2J"\nSee the manual.');
});
