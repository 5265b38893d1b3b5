import { ClickHouseError } from '@clickhouse/client';
import { attemptUntil } from './attempts';
import { deadlineFromNow } from './deadline';
import { WriterUnavailableError } from './write-errors';

/** What an engine on a full disk has answered. */
test.each([
  ['243', 'NOT_ENOUGH_SPACE', 'Cannot reserve 1.00 MiB, not enough space.'],
  ['75', 'CANNOT_WRITE_TO_FILE_DESCRIPTOR', 'Cannot write to file: , errno: 28, strerror: No space left on device.'],
])('a full disk (%s) is reported at once: to try again helps nobody who waits', async (code, type, message) => {
  const cause = new ClickHouseError({ code, type, message });
  const attempt = jest.fn(() => Promise.reject(cause));
  const began = performance.now();
  const failure = await attemptUntil(deadlineFromNow(), attempt).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WriterUnavailableError);
  expect(failure).toMatchObject({ retryAfterSeconds: 10, cause });
  expect(attempt).toHaveBeenCalledTimes(1);
  expect(performance.now() - began).toBeLessThan(1_000);
});
