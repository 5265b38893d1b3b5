import type { SalesEvent } from '@saleshub/model';
import { openWriter, type StoreWriter } from '../open-writer';
import { event, openMigratedStore, type MigratedStore } from './migrated-store';

/** What an event says; its id comes from its place in the history: e0, e1 … */
export interface Said {
  type: string;
  source: string;
  occurred_at: string;
  fields: Record<string, unknown>;
}

/** An event on a day of January 2026, at midnight. */
export function said(type: string, day: number, fields: Record<string, unknown> = {}, source = 'a'): Said {
  return { type, source, occurred_at: new Date(Date.UTC(2026, 0, day)).toISOString(), fields };
}

/** A store that histories are written to, with state following. */
export interface HistoryStore extends MigratedStore {
  /** Stores a history at once, its sources under names that begin with the namespace. */
  write: (history: readonly Said[], namespace: string) => Promise<void>;
  /**
   * Writes the history in its order, retractions last, backwards event by event, and shuffled with repetitions, each
   * in a namespace of its own.
   * @returns what the query finds in {namespace:String}, which must be the same for all of them
   */
  stateOf: <Row>(history: readonly Said[], query: string) => Promise<Row[]>;
}

export async function openHistoryStore(): Promise<HistoryStore> {
  const store = await openMigratedStore();
  const failures: unknown[] = [];
  const writer = openWriter({ client: store.writer, onProblem: (problem) => failures.push(problem) });
  let histories = 0;

  const writeHistory: HistoryStore['write'] = async (history, namespace) => {
    await writeEvents(writer, history.map(eventAt), namespace);
    if (failures.length > 0) throw new Error('State could not be derived', { cause: failures[0] });
  };

  return {
    ...store,
    write: writeHistory,
    stateOf: async (history, query) => {
      const prefix = `n${histories++}`;
      const events = history.map(eventAt);
      const odd = events.filter((_, index) => index % 2 === 1);
      const reversed = [...events].reverse();
      const orders = {
        // What is taken back was derived before.
        ordered: [events.filter(isNoRetraction), events.filter((one) => !isNoRetraction(one))],
        backwards: reversed.map((one) => [one]),
        repeated: [odd, reversed, odd],
      };
      await Promise.all(
        Object.entries(orders).map(async ([order, parts]) => {
          for (const part of parts) await writeEvents(writer, part, `${prefix}-${order}`);
        }),
      );
      if (failures.length > 0) throw new Error('State could not be derived', { cause: failures[0] });
      const [first, ...others] = await Promise.all(
        ['ordered', 'backwards', 'repeated'].map((order) => store.select(query, { namespace: `${prefix}-${order}` })),
      );
      for (const other of others) expect(other).toEqual(first);
      return first as never[];
    },
    remove: async () => {
      await writer.close();
      await store.remove();
    },
  };
}

const isNoRetraction = ({ event: { type } }: HistoryEvent) => type !== 'event.retracted';

interface HistoryEvent {
  source: string;
  event: SalesEvent;
}

function eventAt({ type, source, occurred_at, fields }: Said, index: number): HistoryEvent {
  return { source, event: event({ id: `e${index}`, type, occurred_at, ...fields }) };
}

async function writeEvents(writer: StoreWriter, events: readonly HistoryEvent[], namespace: string): Promise<void> {
  for (const source of new Set(events.map((one) => one.source))) {
    const ofSource = events.filter((one) => one.source === source).map((one) => one.event);
    await writer.write({ source: `${namespace}-${source}`, namespace }, ofSource);
  }
  await writer.settle();
}
