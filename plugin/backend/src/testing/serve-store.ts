import { once } from 'node:events';
import { startSampleStore } from './sample-store';

/**
 * A program for tests in other languages: serves the sample, prints how to reach it as one line of JSON, and ends when
 * its stdin does.
 */
async function serveUntilStdinEnds(): Promise<void> {
  const { url, database, reader, remove } = await startSampleStore();
  process.stdout.write(`${JSON.stringify({ url, database, user: reader.username, password: reader.password })}\n`);
  process.stdin.resume();
  await once(process.stdin, 'end');
  await remove();
}

void serveUntilStdinEnds();
