import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SnapshotRow } from '../../records/take-snapshot';
import { splitLines } from '../body/split-lines';
import type { ReceivedEvent } from '../events/event-upload';

/** The rows of a snapshot that was posted, in a file: they are read twice. */
export interface RecordSpool {
  rows: () => AsyncGenerator<SnapshotRow[], void>;
  remove: () => Promise<void>;
}

/**
 * Writes the records of a request into a temporary file that no other user may read.
 * @param records the parts of the request's body, as they come
 */
export async function spoolRecords(
  records: AsyncIterable<ReceivedEvent[]> | Iterable<ReceivedEvent[]>,
): Promise<RecordSpool> {
  // The folder is its owner's alone, and so is what is in it.
  const folder = await mkdtemp(join(tmpdir(), 'saleshub-snapshot-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'records');
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const some of records) {
        if (some.length > 0) await file.appendFile(some.map(({ json }) => `${JSON.stringify(json)}\n`).join(''));
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { rows: () => readRows(path), remove };
}

async function* readRows(path: string): AsyncGenerator<SnapshotRow[], void> {
  let index = 0;
  for await (const lines of splitLines(createReadStream(path), Number.MAX_SAFE_INTEGER)) {
    yield lines.map((line) => toRow(JSON.parse(line.toString()) as ReceivedEvent['json'], index++));
  }
}

function toRow(json: ReceivedEvent['json'], place: number): SnapshotRow {
  if (json.ok) return { place, read: { ok: true, body: json.value } };
  const { code, message } = json;
  return { place, read: { ok: false, error: { code, path: '', message } } };
}
