import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEvent, type SalesEvent } from '@saleshub/model';
import { openEmbeddedStore, waitForEngineEnd, type Credentials } from '@saleshub/store/embedded';
import { createDatabase, createWriteClient, migrate, openWriter } from '@saleshub/store/write';
import { sampleEvents } from './sample-events';

const DATABASE = 'saleshub';

/** An embedded store in a folder of its own that holds the sample. */
export interface SampleStore {
  url: string;
  database: string;
  /** As whom a data source reads. */
  reader: Credentials;
  /** As whom tests change it. */
  writer: Credentials;
  /** Closes it and removes its folder. */
  remove: () => Promise<void>;
}

/** Starts a store, migrates it and writes the sample through the event writer. */
export async function startSampleStore(): Promise<SampleStore> {
  const folder = mkdtempSync(join(tmpdir(), 'saleshub-plugin-'));
  const store = await openEmbeddedStore({ dataDir: folder, graceMilliseconds: 0 });
  const connection = { url: store.url, ...store.writer };
  const maker = createWriteClient({ ...connection, database: 'default' });
  await createDatabase(maker, DATABASE);
  await maker.close();
  const client = createWriteClient({ ...connection, database: DATABASE });
  await migrate(client, DATABASE);

  const failures: unknown[] = [];
  const writer = openWriter({ client, onProblem: (problem) => failures.push(problem) });
  await writer.write({ source: 'sample', namespace: 'sample' }, checkedEvents());
  await writer.settle();
  await writer.close();
  await client.close();
  if (failures.length > 0) throw new Error('State could not be derived', { cause: failures[0] });

  return {
    url: store.url,
    database: DATABASE,
    reader: store.reader,
    writer: store.writer,
    remove: async () => {
      await store.close();
      await waitForEngineEnd(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function checkedEvents(): SalesEvent[] {
  return sampleEvents().map((input) => {
    const parsed = parseEvent(input, { now: Date.now() });
    if (parsed.ok) return parsed.event;
    throw new Error(`The sample event ${input.id} is refused: ${parsed.errors[0].message}`);
  });
}
