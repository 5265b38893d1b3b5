import { columnTitle, unitConfig } from './field-config';

test.each([
  ['USD', 'currencyUSD'],
  ['KRW', 'currencyKRW'],
  ['THB', 'currency:THB '],
])('amounts in %s have the unit %j', (currency, unit) => {
  expect(unitConfig('money', currency)).toEqual({ unit });
});

test('what has bounds says them', () => {
  expect(unitConfig('ratio', 'USD')).toMatchObject({ unit: 'percentunit', min: 0, max: 1 });
  expect(unitConfig('score', 'USD')).toMatchObject({ min: -100, max: 100 });
});

test.each([
  ['n', 'Sample'],
  ['win_rate_n', 'Win rate sample'],
  ['id', 'ID'],
  ['loss_reason', 'Loss reason'],
])('the column %s is called %j', (name, title) => {
  expect(columnTitle({ name })).toBe(title);
});
