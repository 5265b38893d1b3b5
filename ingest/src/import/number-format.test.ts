import { createNumberReader } from './number-format';

it.each([
  ['1234.5', { decimal: '.' }, '1234.5'],
  ['-12', { decimal: '.' }, '-12'],
  ['1.234.567,80', { decimal: ',', thousands: '.' }, '1234567.80'],
  ['1234,5', { decimal: ',', thousands: '.' }, '1234.5'],
  ['1,234.50', { decimal: '.', thousands: ',' }, '1234.50'],
  ['1\u202f234,50', { decimal: ',', thousands: ' ' }, '1234.50'],
  ['1\u00a0234', { decimal: ',', thousands: ' ' }, '1234'],
  ["1'234.50", { decimal: '.', thousands: "'" }, '1234.50'],
  ['9007199254740993.25', { decimal: '.' }, '9007199254740993.25'],
] as const)('reads %s with %j as %s', (text, format, expected) => {
  expect(createNumberReader(format)(text)).toBe(expected);
});

it.each([
  ['1,5', { decimal: '.' }],
  ['1,5', { decimal: '.', thousands: ',' }],
  ['12.34', { decimal: ',', thousands: '.' }],
  ['1.2345', { decimal: ',', thousands: '.' }],
  ['1 000 EUR', { decimal: ',', thousands: ' ' }],
  ['.5', { decimal: '.' }],
  ['1e3', { decimal: '.' }],
  ['', { decimal: '.' }],
] as const)('does not guess what %s with %j is', (text, format) => {
  expect(createNumberReader(format)(text)).toBeUndefined();
});
