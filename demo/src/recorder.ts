import type { SalesEvent } from '@saleshub/model';
import { DAY, HOUR, firstDay, monthOf, type Month } from './calendar';
import { DEMO_SOURCES, type DemoSource } from './company';
import { fraction } from './random';

/** Gives out one event of a source. */
export type Emit = (source: DemoSource, event: SalesEvent) => void;

/**
 * How far back the events of a record go: daily business within the months that were asked for; deals from half a year before
 * them, so that the first month has a full pipeline; what the company is (roster, customers) from its beginning.
 */
export type Reach = 'business' | 'deals' | 'company';

export interface Batch {
  source: DemoSource;
  events: SalesEvent[];
}

export interface Recorder {
  /** For a record that begins at that time: all of its events are given out or none, so that no load has half of it. */
  emitter(begin: number, reach: Reach): Emit;
  /** Hands over what occurred in months before this one, by source, in the order of arrival. */
  flush(before: Month): Generator<Batch>;
}

const BATCH = 10_000;

/** Collects events by month and gives them out once the month is complete. Only those after `after`, up to `until`. */
export function createRecorder(options: { begins: Record<Reach, number>; after: number; until: number }): Recorder {
  const months = new Map<Month, Map<DemoSource, SalesEvent[]>>();

  const emit: Emit = (source, event) => {
    if (event.occurred_at > options.until || event.occurred_at <= options.after) return;
    const month = monthOf(Math.floor(event.occurred_at / DAY));
    let sources = months.get(month);
    if (!sources) {
      sources = new Map<DemoSource, SalesEvent[]>();
      months.set(month, sources);
    }
    const events = sources.get(source);
    if (events) events.push(event);
    else sources.set(source, [event]);
  };
  const ignore: Emit = () => undefined;

  return {
    emitter: (begin, reach) => (begin >= options.begins[reach] ? emit : ignore),
    *flush(before) {
      const complete = [...months.keys()].filter((month) => month < before).sort((left, right) => left - right);
      for (const month of complete) {
        for (const { source } of DEMO_SOURCES) {
          const events = inOrderOfArrival(months.get(month)?.get(source) ?? []);
          for (let start = 0; start < events.length; start += BATCH) {
            yield { source, events: events.slice(start, start + BATCH) };
          }
        }
        months.delete(month);
      }
    },
  };
}

/** By time, but one in sixty arrives hours or days late, as from a phone that was offline. */
function inOrderOfArrival(events: SalesEvent[]): SalesEvent[] {
  const arrivals = new Map(
    events.map((event) => {
      const luck = fraction(event.id);
      return [event, event.occurred_at + (luck < 1 / 60 ? luck * 60 * 40 * HOUR : 0)];
    }),
  );
  return events.sort((left, right) => (arrivals.get(left) ?? 0) - (arrivals.get(right) ?? 0));
}

/** The first instant of the month in UTC. */
export function startOfMonth(month: Month): number {
  return firstDay(month) * DAY;
}
