import { join } from 'node:path';
import { openHub, readConfiguration } from '@saleshub/ingest';

/** Asks the store of a folder, beside whatever else runs on it. */
export async function select<Row>(cwd: string, query: string): Promise<Row[]> {
  const hub = await openHub(readConfiguration({}, { data: join(cwd, 'data') }));
  try {
    const result = await hub.writer.query({ query, format: 'JSONEachRow' });
    return await result.json<Row>();
  } finally {
    await hub.close();
  }
}
