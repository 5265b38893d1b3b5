import { maskContactData, maskEmailAddresses } from './mask-contact-data';

test.each([
  ['Write to ada.lindqvist+crm@example.co.uk, please', 'Write to [email], please'],
  ['<mailto:jürgen@müller.example>', '<mailto:[email]>'],
  ['https://example.com/page?email=ada%40example.com&plan=pro', 'https://example.com/page?email=[email]&plan=pro'],
  ['Call +49 711 123-4567.', 'Call [phone].'],
  ['tel=%2B49%20711%201234567', 'tel=[phone]'],
  ['0049 (0)711 / 12 34 56 7', '[phone]'],
  ['(0711) 123456 or 030/1234567', '[phone] or [phone]'],
  ['0711123456', '[phone]'],
  ['555-123-4567 and (555) 123-4567', '[phone] and [phone]'],
  ['1.555.123.4567', '[phone]'],
  ['reach me at 5551234567', 'reach me at [phone]'],
  ['010-1234-5678에 전화하세요', '[phone]에 전화하세요'],
  ['On 2026-01-31 0711 123456 called', 'On 2026-01-31 [phone] called'],
])('%s', (text, masked) => {
  expect(maskContactData(text)).toBe(masked);
});

test.each([
  '',
  '2026-01-30T09:30:00.123+01:00',
  '2026-01-30T09:30:00Z',
  'from 01.02.2026 to 31/12/2026, 09:30:00',
  '1234567890',
  'deal 4711, 12 seats at 1.234.567,00 EUR',
  '0.0034567',
  '550e8400-e29b-41d4-a716-446655440000',
  '12345678-1234-1234-1234-12345678abcd',
  'ORD-2026-000123',
  'a @ b, @handle, user@localhost',
])('keeps %s', (text) => {
  expect(maskContactData(text)).toBe(text);
});

test('of an identifier only the address is masked', () => {
  expect(maskEmailAddresses('2026-000123456/ada@example.com')).toBe('2026-000123456/[email]');
});

test.each([
  'a'.repeat(2_000_000),
  '1'.repeat(2_000_000),
  '1-'.repeat(1_000_000),
  'a.'.repeat(1_000_000),
  '%40'.repeat(700_000),
])('a hostile text takes linear time', (text) => {
  const began = performance.now();
  maskContactData(text);
  expect(performance.now() - began).toBeLessThan(3_000);
});
