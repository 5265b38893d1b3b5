import { createReadClient, runQuery } from '@saleshub/store/read';
import { createDatabase, createWriteClient, migrate, startEventWriter, startStateKeeper } from '@saleshub/store/write';
import { openEmbeddedStore } from '@saleshub/store/embedded';
import { DEFAULT_SETTINGS, parseEvent, type AnswerRow, type SalesEvent } from '@saleshub/model';
import { makeFolder } from '../../support/saleshub';
import { SOURCES } from '../histories/event-bodies';
import { HISTORY_DIMENSION } from '../histories/history';
import type { Question, Row } from '../plain/answer';
import type { SentEvent } from '../plain/events';
import { shuffle } from './chance';

/** The hub under test: a store with two services that write into it. */
export interface TestedHub {
  /** Stores the events in any order, some of them twice, in several batches and by both services at once. */
  write: (events: readonly SentEvent[], chance: () => number) => Promise<void>;
  /** Asks the question of the named histories. */
  ask: (question: Question, histories: readonly string[]) => Promise<Row[]>;
  close: () => Promise<void>;
}

const DATABASE = 'saleshub';
const ROUNDS = 4;
const MAXIMUM_BATCH = 400;
const SENT_TWICE = 0.3;

export async function startHub(): Promise<TestedHub> {
  const folder = makeFolder();
  const store = await openEmbeddedStore({ dataDir: folder.path });
  const root = createWriteClient({ url: store.url, ...store.writer, database: 'default' });
  await createDatabase(root, DATABASE);
  await root.close();
  const client = createWriteClient({ url: store.url, ...store.writer, database: DATABASE });
  const reader = createReadClient({ url: store.url, ...store.reader, database: DATABASE });
  await migrate(client, DATABASE);
  const failures: unknown[] = [];
  const services = [0, 1].map(() => {
    const state = startStateKeeper({ client, onError: (error) => failures.push(error) });
    return { state, writer: startEventWriter({ client, state }) };
  });

  const settle = async () => {
    await Promise.all(services.map(({ state }) => state.settle()));
    if (failures.length > 0) throw failures[0];
  };

  return {
    write: async (events, chance) => {
      const sent = shuffle([...events, ...events.filter(() => chance() < SENT_TWICE)], chance);
      for (const round of inParts(sent, Math.ceil(sent.length / ROUNDS))) {
        const halves = inParts(round, Math.ceil(round.length / services.length));
        const writes = services.flatMap(({ writer }, index) =>
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
      }
      await settle();
    },
    ask: async (question, histories) => {
      const { rows } = await runQuery(reader, queryOf(question, histories), {
        range: { from: question.from, to: question.to },
        now: question.now,
        settings: {
          ...DEFAULT_SETTINGS,
          primarySources: SOURCES.primary,
          heldImpliedSources: SOURCES.heldImplied,
        },
      });
      return rows.map((row) => rowOf(row, question));
    },
    close: async () => {
      for (const { writer, state } of services) {
        await writer.close();
        await state.close();
      }
      await Promise.all([client.close(), reader.close()]);
      await store.close();
      folder.remove();
    },
  };
}

/** The question as the hub's users put it. */
export function queryOf(question: Question, histories: readonly string[]): Record<string, unknown> {
  const { metric, outcome, windowDays, statistic, shape, interval, timeZone, weekStart, groupBy } = question;
  const [id, cohort] = metric.split(' of ');
  return {
    queryType: 'metric',
    metric: id,
    ...{ statistic, shape, interval, timeZone, weekStart, groupBy },
    ...{ confidence: question.confidence, minSample: question.minSample },
    parameters: { ...(cohort && { cohort }), ...(outcome && { outcome }), ...(windowDays && { windowDays }) },
    filters: [{ dimension: HISTORY_DIMENSION, operator: 'in', values: histories }],
  };
}

function rowOf(row: AnswerRow, { groupBy }: Question): Row {
  const number = (name: string) => (row[name] === null ? null : Number(row[name]));
  return {
    time: row.time === undefined ? null : Number(row.time),
    groups: groupBy.map((name) => String(row[name])),
    value: number('value'),
    low: number('low'),
    high: number('high'),
    n: Number(row.n),
    lowSample: row.low_sample === true,
  };
}

function namespaceOf(source: string): string {
  return Object.entries(SOURCES.namespaces).find(([name]) => name === source)?.[1] ?? source;
}

/** Checks an event at the door, as the service does. */
function parse({ body }: SentEvent): SalesEvent {
  const parsed = parseEvent(body, { now: Date.now() });
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
