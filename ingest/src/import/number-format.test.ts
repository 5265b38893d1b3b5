import fc from 'fast-check';
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
  expect(createNumberReader(format)(text)).toEqual({ digits: expected });
});

it.each([
  ['1,5', { decimal: '.' }],
  ['1,5', { decimal: '.', thousands: ',' }],
  ['12.34', { decimal: ',', thousands: '.' }],
  ['1.2345', { decimal: ',', thousands: '.' }],
  ['1 000 EURO', { decimal: ',', thousands: ' ' }],
  ['EUR', { decimal: '.' }],
  ['(1', { decimal: '.' }],
  ['1,23', { decimal: '.', thousands: ',' }],
  ['12,345,67', { decimal: '.', thousands: ',' }],
  ['.5', { decimal: '.' }],
  ['1e3', { decimal: '.' }],
  ['', { decimal: '.' }],
] as const)('does not guess what %s with %j is', (text, format) => {
  expect(createNumberReader(format)(text)).toBeUndefined();
});

it.each([
  ['€ 1.200,00', { decimal: ',', thousands: '.' }, '1200.00', 'EUR'],
  ['USD 1,200', { decimal: '.', thousands: ',' }, '1200', 'USD'],
  ['1\u202f200 kr', { decimal: ',', thousands: ' ' }, '1200', undefined],
  ['₩1,200,000', { decimal: '.', thousands: ',' }, '1200000', 'KRW'],
  ['1,200원', { decimal: '.', thousands: ',' }, '1200', 'KRW'],
  ['-$5.50', { decimal: '.' }, '-5.50', undefined],
  ['$-5.50', { decimal: '.' }, '-5.50', undefined],
  ['US$5', { decimal: '.' }, '5', 'USD'],
  ['(1,200.00)', { decimal: '.', thousands: ',' }, '-1200.00', undefined],
  ['(€ 5)', { decimal: '.' }, '-5', 'EUR'],
  ['1200-', { decimal: '.' }, '-1200', undefined],
  ['\u22125', { decimal: '.' }, '-5', undefined],
  ['+5', { decimal: '.' }, '5', undefined],
  ['12,34,567.50', { decimal: '.', thousands: ',' }, '1234567.50', undefined],
  ['₹ 12,34,567', { decimal: '.', thousands: ',' }, '1234567', 'INR'],
  ['12.5 %', { decimal: '.' }, '0.125', undefined],
  ['100%', { decimal: '.' }, '1.00', undefined],
  ['5 %', { decimal: '.' }, '0.05', undefined],
] as const)('reads %s with %j as %s of %s', (text, format, digits, currency) => {
  expect(createNumberReader(format)(text)).toEqual({ digits, ...(currency && { currency }) });
});

it('reads any number in any format that it is written in', () => {
  const formats = [
    ['.', ','],
    [',', '.'],
    [',', ' '],
    ['.', "'"],
  ] as const;
  fc.assert(
    fc.property(
      fc.integer({ min: -1e12, max: 1e12 }),
      fc.nat(99),
      fc.constantFrom(...formats),
      (whole, cents, [decimal, thousands]) => {
        const sign = whole < 0 ? '-' : '';
        const grouped = String(Math.abs(whole)).replace(/\B(?=(\d{3})+$)/g, thousands);
        const text = `${sign}${grouped}${decimal}${String(cents).padStart(2, '0')}`;
        const expected = `${sign}${Math.abs(whole)}.${String(cents).padStart(2, '0')}`;
        expect(createNumberReader({ decimal, thousands })(text)).toEqual({ digits: expected });
      },
    ),
  );
});
