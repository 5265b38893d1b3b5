import { refuseVariables } from './refuse-variables';

const filtered = (value: string) => ({
  metric: 'calls',
  filters: [{ dimension: 'team', operator: 'in', values: ['EMEA', value] }],
});

test.each(['$team', '${team}', '${team:csv}', '[[team]]', '$__all'])('%s stands for nothing', (value) => {
  expect(() => refuseVariables(filtered(value))).toThrow(
    expect.objectContaining({
      code: 'invalid_value',
      path: 'filters.0.values.1',
      message: expect.stringContaining(`the variable ${value},`) as string,
    }) as Error,
  );
});

test.each(['$99', '$', 'EMEA$', '^(a|b)$', 'US$ only', '$team and more', '[team]', ''])('"%s" is a text', (value) => {
  expect(() => refuseVariables(filtered(value))).not.toThrow();
});
