import { mistakeOf, planFromText } from './testing/plan-from-text';

const PLAN = 'version: 1\nrates: rates.csv';
const HEADER = 'date,currency,rate\n';

it('finds the latest rate of a day or before', async () => {
  const { rates } = await planFromText(PLAN, {
    rates: `${HEADER}2026-01-05,USD,0.9\n2026-01-01,USD,0.8\n\n2026-01-03,GBP,1.2\n`,
  });
  expect(rates.find('USD', '2025-12-31')).toBeUndefined();
  expect(rates.find('USD', '2026-01-01')).toBe('0.8');
  expect(rates.find('USD', '2026-01-04')).toBe('0.8');
  expect(rates.find('USD', '2030-01-01')).toBe('0.9');
  expect(rates.find('JPY', '2030-01-01')).toBeUndefined();
  expect([...rates.latest]).toEqual([
    ['USD', '2026-01-05'],
    ['GBP', '2026-01-03'],
  ]);
});

it.each([
  ['no header', '2026-01-05,USD,0.9\n', 1, /first line must be date,currency,rate/],
  ['no date', `${HEADER}2026-01-05,USD,1\n5.1.2026,USD,0.9\n`, 3, /date is not a date/],
  ['no currency', `${HEADER}2026-01-05,Dollar,1\n`, 2, /currency is not a currency code/],
  ['no rate', `${HEADER}2026-01-05,USD,"0,9"\n`, 2, /rate is not a number above 0/],
  ['a rate of 0', `${HEADER}2026-01-05,USD,0.00\n`, 2, /rate is not a number above 0/],
  ['a cell too many', `${HEADER}2026-01-05,USD,1,2\n`, 2, /is not date,currency,rate/],
  ['two rates of a day', `${HEADER}2026-01-05,USD,1\n2026-01-05,USD,2\n`, 1, /USD has two rates of 2026-01-05/],
])('names the line of a mistake: %s', async (_case, rates, line, message) => {
  const error = await mistakeOf(PLAN, { rates });
  expect(error).toMatchObject({ code: 'invalid_rates', line });
  expect(error.message).toMatch(message);
});
