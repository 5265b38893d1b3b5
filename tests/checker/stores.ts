import { DEFAULT_SETTINGS, parseEvent, type Answer, type SalesEvent } from '@saleshub/model';
import { openEmbeddedStore } from '@saleshub/store/embedded';
import { createReadClient, runQuery } from '@saleshub/store/read';
import { createDatabase, createWriteClient, migrate, openWriter } from '@saleshub/store/write';
import { makeFolder } from '../support/saleshub';
import type { RawEvent } from './event';
import { rawTables } from './raw-tables';

const PRODUCT = 'saleshub';
const CHECKER = 'checker';

type Client = ReturnType<typeof createWriteClient>;

/** A range in milliseconds and the moment that the question takes for now. */
export interface When {
  from: number;
  to: number;
  now: number;
}

/** The same events in the product's tables and in the checker's, in one engine. */
export interface Stores {
  /** What the product answers. */
  ask: (query: Record<string, unknown>, when: When) => Promise<Answer>;
  /** The rows of a statement over the checker's tables. */
  select: <Row>(query: string) => Promise<Row[]>;
  close: () => Promise<void>;
}

/** Starts an engine and stores the events twice: through the product, and as they are. */
export async function openStores(events: readonly RawEvent[]): Promise<Stores> {
  const parsed = events.map(({ source, body }) => ({ source, event: parse(body) }));
  const folder = makeFolder();
  const store = await openEmbeddedStore({ dataDir: folder.path });
  const clientOf = (database: string) => createWriteClient({ url: store.url, ...store.writer, database });
  const [root, product, raw] = [clientOf('default'), clientOf(PRODUCT), clientOf(CHECKER)];
  const reader = createReadClient({ url: store.url, ...store.reader, database: PRODUCT });
  const close = async () => {
    await Promise.all([root, product, raw, reader].map((client) => client.close()));
    await store.close();
    await folder.remove();
  };
  try {
    await createDatabase(root, PRODUCT);
    await createDatabase(root, CHECKER);
    await migrate(product, PRODUCT);
    await writeThroughProduct(product, parsed);
    await writeRaw(raw, events);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ask: (query, { from, to, now }) =>
      runQuery(reader, query, { range: { from, to }, now, settings: DEFAULT_SETTINGS }),
    select: async <Row>(query: string) => (await raw.query({ query, format: 'JSONEachRow' })).json<Row>(),
    close,
  };
}

async function writeRaw(client: Client, events: readonly RawEvent[]) {
  const { create, rows, derive } = rawTables(events);
  await client.command({ query: create });
  await client.insert({ table: 'raw', values: rows, format: 'JSONEachRow' });
  for (const query of derive) await client.command({ query });
}

interface ParsedEvent {
  source: string;
  event: SalesEvent;
}

async function writeThroughProduct(client: Client, parsed: readonly ParsedEvent[]) {
  const failures: unknown[] = [];
  const writer = openWriter({ client, onProblem: (problem) => failures.push(problem), clock: () => Date.now() });
  for (const source of new Set(parsed.map((event) => event.source))) {
    const batch = parsed.filter((event) => event.source === source).map(({ event }) => event);
    await writer.write({ source, namespace: source }, batch);
  }
  await writer.settle();
  await writer.close();
  if (failures.length > 0) throw new Error('The product could not store the events', { cause: failures[0] });
}

function parse(body: RawEvent['body']): SalesEvent {
  const parsed = parseEvent(body, { now: Date.now() });
  if (!parsed.ok) throw new Error(`${JSON.stringify(body)} is refused: ${parsed.errors[0].message}`);
  return parsed.event;
}
