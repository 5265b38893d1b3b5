import { ClickHouseError } from '@clickhouse/client';
import { isStoreAway } from './store-failure';

const answered = (code: string) => new ClickHouseError({ code, type: '', message: 'no' });

test.each([
  [true, 'a connection that is refused', Object.assign(new Error('no'), { code: 'ECONNREFUSED' })],
  [true, 'too many queries', answered('202')],
  [false, 'a wrong statement', answered('62')],
  [false, 'a fault of the program', new TypeError('no')],
  [false, 'any other error', new Error('no')],
])('%s: %s', (expected, _name, error) => {
  expect(isStoreAway(error)).toBe(expected);
});
