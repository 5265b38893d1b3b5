import { CONTEXT, NOW, minimalEvent } from '../testing/example-events';
import { parseEvent, type ParsedEvent } from './parse-event';

const at = (occurred_at: unknown): ParsedEvent => parseEvent(minimalEvent('lead.created', { occurred_at }), CONTEXT);
const DAY = 86_400_000;

it.each([
  ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00.000Z'],
  ['2026-01-31t09:30:00z', '2026-01-31T09:30:00.000Z'],
  ['2026-01-31T09:30:00+01:00', '2026-01-31T08:30:00.000Z'],
  ['2026-01-31T09:30:00+05:45', '2026-01-31T03:45:00.000Z'],
  ['2026-01-31T09:30:00-09:30', '2026-01-31T19:00:00.000Z'],
  ['2026-01-31T00:30:00+23:59', '2026-01-30T00:31:00.000Z'],
  ['2026-01-31T09:30:00-00:00', '2026-01-31T09:30:00.000Z'],
  ['2026-01-31T09:30:00.5Z', '2026-01-31T09:30:00.500Z'],
  ['2026-01-31T09:30:00.123Z', '2026-01-31T09:30:00.123Z'],
  ['2026-01-31T09:30:00.1239999+01:00', '2026-01-31T08:30:00.123Z'],
  ['2026-01-31T09:30:00.9999999999999999999Z', '2026-01-31T09:30:00.999Z'],
  ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ['2000-01-01T00:00:00Z', '2000-01-01T00:00:00.000Z'],
])('reads the time %s', (text, expected) => {
  expect(at(text)).toMatchObject({ ok: true, event: { occurred_at: Date.parse(expected) } });
});

it.each([
  '2025-02-29T12:00:00Z',
  '2026-02-30T12:00:00Z',
  '2026-13-01T12:00:00Z',
  '2026-00-10T12:00:00Z',
  '2026-01-31T24:00:00Z',
  '2026-01-31T23:59:60Z',
  '2026-01-31T23:60:00Z',
  '2026-01-31T09:30:00',
  '2026-01-31T09:30Z',
  '2026-01-31 09:30:00Z',
  '2026-01-31',
  '2026-01-31T09:30:00+0100',
  '2026-01-31T09:30:00+01',
  '2026-01-31T09:30:00+24:00',
  '2026-01-31T09:30:00,5Z',
  '2026-01-31T09:30:00.Z',
  ' 2026-01-31T09:30:00Z',
  '2026-01-31T09:30:00Z\n',
  '+002026-01-31T09:30:00Z',
  '2026-1-31T09:30:00Z',
  '٢٠٢٦-01-31T09:30:00Z',
  '',
])('refuses the time %j', (text) => {
  const message = 'occurred_at is not a time as RFC 3339 with an offset, such as 2026-01-31T09:30:00+01:00.';
  expect(at(text)).toEqual({ ok: false, errors: [{ code: 'invalid_time', path: 'occurred_at', message }] });
});

it('refuses a number as a time', () => {
  const message = 'occurred_at must be a string.';
  expect(at(NOW)).toEqual({ ok: false, errors: [{ code: 'invalid_type', path: 'occurred_at', message }] });
});

it('accepts up to 24 hours from now and not a millisecond more', () => {
  expect(at(new Date(NOW + DAY).toISOString()).ok).toBe(true);
  expect(at(new Date(NOW + DAY + 1).toISOString())).toEqual({
    ok: false,
    errors: [{ code: 'too_late', path: 'occurred_at', message: 'occurred_at is more than 24 hours in the future.' }],
  });
});

it.each(['1999-12-31T23:59:59.999Z', '2000-01-01T00:00:00+00:01', '0000-01-01T00:00:00Z'])('refuses %s', (text) => {
  const error = { code: 'too_early', path: 'occurred_at', message: 'occurred_at is before the year 2000.' };
  expect(at(text)).toEqual({ ok: false, errors: [error] });
});

it.each([
  ['1970-01-01T00:00:00Z', true],
  ['1969-12-31T23:59:59Z', false],
  ['2148-12-31T23:59:59Z', true],
  ['2149-01-01T00:00:00Z', false],
  ['9999-12-31T00:00:00Z', false],
])('keeps a meeting that starts at %s: %s', (starts_at, ok) => {
  const parsed = parseEvent(minimalEvent('meeting.scheduled', { starts_at }), CONTEXT);
  const error = { code: 'out_of_range', path: 'starts_at', message: 'starts_at is not between 1970 and 2148.' };
  expect(parsed).toMatchObject(ok ? { ok: true } : { ok: false, errors: [error] });
});

it.each(['1970-01-01', '2024-02-29', '2148-12-31'])('keeps the date %s', (expected_close) => {
  const parsed = parseEvent(minimalEvent('opportunity.created', { expected_close }), CONTEXT);
  expect(parsed).toMatchObject({ ok: true, event: { expected_close } });
});

it.each(['1969-12-31', '2149-01-01', '2025-02-29', '2026-1-1', '2026-01-31T00:00:00Z', '31.01.2026', ''])(
  'refuses the date %j',
  (expected_close) => {
    const message = 'expected_close is not a date such as 2026-01-31 (from 1970 to 2148).';
    expect(parseEvent(minimalEvent('opportunity.created', { expected_close }), CONTEXT)).toEqual({
      ok: false,
      errors: [{ code: 'invalid_date', path: 'expected_close', message }],
    });
  },
);
