import fc from 'fast-check';
import { CONTEXT, minimalEvent } from '../testing/example-events';
import { canonicalDecimal } from './fields';
import { parseEvent } from './parse-event';

const amount = (value: unknown) => parseEvent(minimalEvent('opportunity.won', { amount: value }), CONTEXT);

it.each<[string | number, string]>([
  ['1234.50', '1234.5'],
  ['+007.50', '7.5'],
  ['-0', '0'],
  ['-0.00', '0'],
  [-0, '0'],
  ['-12.30', '-12.3'],
  [' 7 ', '7'],
  ['1e3', '1000'],
  ['12.5E+1', '125'],
  ['150e-2', '1.5'],
  [1234.5, '1234.5'],
  [0.1, '0.1'],
  [1e15, '1000000000000000'],
  [1234567890123.45, '1234567890123.45'],
  ['9007199254740993.25', '9007199254740993.25'],
  ['9999999999999999.99', '9999999999999999.99'],
])('keeps the amount %j as %s', (given, expected) => {
  expect(amount(given)).toMatchObject({ ok: true, event: { amount: expected } });
});

it.each<[unknown]>([
  ['1.005'],
  ['10000000000000000'],
  ['1e21'],
  ['1e-7'],
  [1e21],
  [1e-7],
  ['12,50'],
  ['1.234,50'],
  ['.5'],
  ['5.'],
  ['0x10'],
  ['1_000'],
  ['NaN'],
  ['Infinity'],
  ['--1'],
  ['1e9999'],
  [''],
  ['٧'],
])('refuses the amount %j', (given) => {
  const message = 'amount is not a decimal number with at most 16 digits before and 2 after the point.';
  expect(amount(given)).toEqual({ ok: false, errors: [{ code: 'invalid_decimal', path: 'amount', message }] });
});

it.each([0.1 + 0.2, Number('1234567890123456.7'), Number('12345678901234567'), Number('9007199254740993')])(
  'refuses the JSON number %d, which may not be what was sent',
  (given) => {
    const message = 'amount has more than 15 digits, which a JSON number does not keep; send it as a string.';
    expect(amount(given)).toEqual({ ok: false, errors: [{ code: 'invalid_decimal', path: 'amount', message }] });
  },
);

it.each<[unknown]>([[null], [true], [[1]], [{ value: 1 }], [Infinity], [NaN]])('refuses %p as an amount', (given) => {
  const message = 'amount must be a number or a decimal string.';
  expect(amount(given)).toEqual({ ok: false, errors: [{ code: 'invalid_type', path: 'amount', message }] });
});

it('has room for the digits of a target', () => {
  const target = (value: unknown) => parseEvent(minimalEvent('target.set', { value }), CONTEXT);
  expect(target('123456789012.123456')).toMatchObject({ ok: true, event: { value: '123456789012.123456' } });
  expect(target('1234567890123').ok).toBe(false);
  expect(target('0.1234567').ok).toBe(false);
});

/** A decimal number with its value in units of 10^-places, written in one of the forms that clients send. */
const writtenDecimal = fc
  .record({
    units: fc.bigInt(-(10n ** 25n), 10n ** 25n),
    places: fc.nat(12),
    zeros: fc.nat(5),
    plus: fc.boolean(),
    exponent: fc.integer({ min: -8, max: 8 }),
  })
  .map(({ units, places, zeros, plus, exponent }) => {
    const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
    const whole = digits.slice(0, digits.length - places);
    const fraction = digits.slice(digits.length - places) + '0'.repeat(zeros);
    const sign = units < 0n ? '-' : plus ? '+' : '';
    const point = fraction === '' ? '' : `.${fraction}`;
    return { text: `${sign}${'0'.repeat(zeros)}${whole}${point}e${exponent}`, units, places: places - exponent };
  });

/** The number in units of 10^-20, exactly. */
function scaled(canonical: string): bigint {
  const [whole = '', fraction = ''] = canonical.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(20, '0'));
  return canonical.startsWith('-') ? -value : value;
}

it('never changes the value of a decimal', () => {
  fc.assert(
    fc.property(writtenDecimal, ({ text, units, places }) => {
      const canonical = canonicalDecimal(text);
      expect(canonical).toMatch(/^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d*[1-9])$/);
      expect(scaled(canonical ?? '')).toBe(units * 10n ** BigInt(20 - places));
    }),
    { numRuns: 500 },
  );
});

it('leaves a canonical decimal alone', () => {
  fc.assert(
    fc.property(writtenDecimal, ({ text }) => {
      const canonical = canonicalDecimal(text) ?? '';
      expect(canonicalDecimal(canonical)).toBe(canonical);
    }),
  );
});

it('reads what JavaScript prints', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(canonicalDecimal(String(value)))).toBe(value === 0 ? 0 : value);
    }),
  );
});

it('gives null for what is no number, whatever it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/^\s*[+-]?\d+(\.\d+)?(e[+-]?\d{1,3})?\s*$/i.test(text));
      expect(canonicalDecimal(text)).toBeNull();
    }),
  );
});
