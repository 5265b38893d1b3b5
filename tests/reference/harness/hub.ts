import { createReadClient, runQuery } from '@saleshub/store/read';
import { createDatabase, createWriteClient, migrate, openKnownStore, openWriter } from '@saleshub/store/write';
import { openEmbeddedStore } from '@saleshub/store/embedded';
import { DEFAULT_SETTINGS, parseEvent, type Answer, type QueryContext, type SalesEvent } from '@saleshub/model';
import { makeFolder } from '../../support/saleshub';
import { LONG_AFTER } from '../histories/instants';
import { FISCAL_YEAR } from '../plain/fiscal-year';
import { SETTINGS } from '../histories/settings';
import type { Rejection } from '../plain/company';
import type { SentEvent } from '../plain/events';
import { shuffle } from './chance';
import type { When } from './inquiry';
import { rejectionRows } from './rejections';

/** The hub under test: a store with two services that write into it. */
export interface TestedHub {
  /** Stores the events in any order, some of them twice, in several batches and by both services at once. */
  write: (events: readonly SentEvent[], chance: () => number) => Promise<void>;
  /** Notes that events were refused. */
  reject: (rejections: readonly Rejection[]) => Promise<void>;
  /** All that it was ever sent. */
  received: () => { sent: readonly SentEvent[]; rejections: readonly Rejection[] };
  /** The answer to a query as users put it. */
  answer: (query: Record<string, unknown>, when: When) => Promise<Answer>;
  /** What the hub knew after each of these instants: gives answers as of the last one. */
  knownAt: (instants: readonly number[]) => Promise<Pick<TestedHub, 'answer' | 'close'>>;
  /** Forgets everything that it was sent, which takes a tenth of the time of a new hub. */
  clear: () => Promise<void>;
  close: () => Promise<void>;
}

const DATABASE = 'saleshub';
const MAXIMUM_BATCH = 400;
const SENT_AGAIN = 0.3;

export async function startHub(): Promise<TestedHub> {
  const folder = makeFolder();
  const store = await openEmbeddedStore({ dataDir: folder.path });
  const root = createWriteClient({ url: store.url, ...store.writer, database: 'default' });
  await createDatabase(root, DATABASE);
  await root.close();
  const client = createWriteClient({ url: store.url, ...store.writer, database: DATABASE });
  const reader = createReadClient({ url: store.url, ...store.reader, database: DATABASE });
  await migrate(client, DATABASE);
  // The histories lie longer in the past than refused events are kept.
  await client.command({ query: 'ALTER TABLE rejected_events REMOVE TTL' });
  const failures: unknown[] = [];
  let receivedAt = 0;
  const openServices = () =>
    [0, 1].map(() => openWriter({ client, onProblem: (problem) => failures.push(problem), clock: () => receivedAt }));
  let services = openServices();
  let received = { sent: [] as SentEvent[], rejections: [] as Rejection[] };

  const settle = async () => {
    await Promise.all(services.map((writer) => writer.settle()));
    if (failures.length > 0) throw new Error('The hub could not store or derive', { cause: failures[0] });
  };

  const writeRound = async (round: readonly SentEvent[], chance: () => number) => {
    const halves = inParts(round, Math.ceil(round.length / services.length));
    const writes = services.flatMap((writer, index) =>
      bySource(halves[index] ?? []).flatMap(([source, ofSource]) =>
        inParts(ofSource, 1 + Math.floor(chance() * MAXIMUM_BATCH)).map((batch) =>
          writer.write({ source, namespace: namespaceOf(source) }, batch.map(parse)),
        ),
      ),
    );
    const verdicts = (await Promise.all(writes)).flat();
    if (verdicts.includes('id_reused')) throw new Error('An event that was sent twice is taken for another one');
    // Sometimes state has followed when more arrives, sometimes not.
    if (chance() < 0.5) await settle();
  };

  return {
    write: async (events, chance) => {
      received.sent.push(...events);
      let before: SentEvent[] = [];
      for (const time of [...new Set(events.map((event) => event.receivedAt))].sort((left, right) => left - right)) {
        receivedAt = time;
        const first = events.filter((event) => event.receivedAt === time);
        // What was received is sent again at once or later; that it is known already changes nothing.
        const again = [...first, ...before].filter(() => chance() < SENT_AGAIN);
        await writeRound(shuffle([...first, ...again], chance), chance);
        before = first;
      }
      await settle();
    },
    reject: async (rejections) => {
      const values = rejectionRows(rejections, received.rejections.length);
      received.rejections.push(...rejections);
      await client.insert({ table: 'rejected_events', values, format: 'JSONEachRow' });
    },
    received: () => received,
    answer: (query, when) => runQuery(reader, query, contextOf(when)),
    knownAt: async (instants) => {
      const connect = (database: string) => createWriteClient({ url: store.url, ...store.writer, database });
      const known = await openKnownStore({ client, database: DATABASE, connect, by: 'received' });
      for (const instant of instants) await known.advance(instant);
      return { answer: (query, when) => runQuery(known.client, query, contextOf(when)), close: known.remove };
    },
    clear: async () => {
      for (const writer of services) await writer.close();
      await truncateTables(client);
      received = { sent: [], rejections: [] };
      // New ones, since a writer remembers the ids that it has stored.
      services = openServices();
    },
    close: async () => {
      for (const writer of services) await writer.close();
      await Promise.all([client.close(), reader.close()]);
      await store.close();
      await folder.remove();
    },
  };
}

/** Empties every table but the record of the schema's steps. */
async function truncateTables(client: ReturnType<typeof createWriteClient>): Promise<void> {
  const tables = await client.query({
    query: `SELECT name FROM system.tables
WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND name != 'schema_migrations'`,
    format: 'JSONEachRow',
  });
  for (const { name } of await tables.json<{ name: string }>()) {
    await client.command({ query: `TRUNCATE TABLE ${name} SYNC` });
  }
}

function contextOf({ from, to, now }: When): QueryContext {
  return {
    range: { from, to },
    now,
    settings: {
      ...DEFAULT_SETTINGS,
      primarySources: SETTINGS.primary,
      heldImpliedSources: SETTINGS.heldImplied,
      deliveredImpliedSources: SETTINGS.deliveredImplied,
      fiscalYear: FISCAL_YEAR,
      workingDays: SETTINGS.workingDays,
      holidays: SETTINGS.holidays,
      health: SETTINGS.health,
    },
  };
}

function namespaceOf(source: string): string {
  return Object.entries(SETTINGS.namespaces).find(([name]) => name === source)?.[1] ?? source;
}

/** Checks an event as the service does. */
function parse({ body }: SentEvent): SalesEvent {
  const parsed = parseEvent(body, { now: LONG_AFTER });
  if (!parsed.ok) throw new Error(`${JSON.stringify(body)} is refused: ${parsed.errors[0].message}`);
  return parsed.event;
}

function bySource(events: readonly SentEvent[]): [source: string, events: SentEvent[]][] {
  const groups = new Map<string, SentEvent[]>();
  for (const event of events) groups.set(event.source, [...(groups.get(event.source) ?? []), event]);
  return [...groups];
}

function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
