import { executedQuery } from './executed-query';

test('sets every parameter before the statement', () => {
  const parameters = {
    pattern: 'a\\d',
    from: '2024-01-01 00:00:00.000',
    limit: 3,
    ranks: [1, 2],
    filter_0: ["it's", 'a\\b', 'c\td'],
  };
  expect(executedQuery({ sql: 'SELECT {limit:UInt32}', parameters })).toBe(
    [
      String.raw`SET param_pattern = 'a\\\\d';`,
      "SET param_from = '2024-01-01 00:00:00.000';",
      "SET param_limit = '3';",
      "SET param_ranks = '[1,2]';",
      String.raw`SET param_filter_0 = '[\'it\\\'s\',\'a\\\\b\',\'c\\td\']';`,
      'SELECT {limit:UInt32};',
    ].join('\n'),
  );
});
