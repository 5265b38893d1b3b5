import { DEMO_SOURCES, demoEvents } from '@saleshub/demo';
import { readRows } from '@saleshub/store/read';
import { openWriter, type ReportProblem } from '@saleshub/store/write';
import { z } from 'zod';
import type { Intake } from '../intake/intake';
import { writeAdmitted } from '../intake/write-admitted';
import type { Hub } from './hub';

/** How a load goes on. */
export interface DemoProgress {
  /** From 0 to 1, by the time that the story has reached. */
  share: number;
  /** Events stored that were not there before. */
  added: number;
}

export interface LoadDemoOptions {
  /** Milliseconds since 1970. */
  now: number;
  /** What every event passes. */
  intake: Intake;
  onProblem: ReportProblem;
  onProgress?: (progress: DemoProgress) => void;
  signal?: AbortSignal;
}

const BATCHES_AT_ONCE = 12;

/** The demo company's story is this long before today. */
const STORY_MILLISECONDS = 25 * 31 * 86_400_000;

/**
 * Loads the demo company's events up to now: all of them into an empty store, else those since the last load.
 * @returns how many were added
 */
export async function loadDemo(hub: Hub, options: LoadDemoOptions): Promise<number> {
  const { now, intake, onProblem, onProgress, signal } = options;
  const from = await loadedUntil(hub, now);
  const begin = from ?? now - STORY_MILLISECONDS;
  const writer = openWriter({ client: hub.writer, onProblem, pace: 'bulk' });
  const namespaces = new Map<string, string>(DEMO_SOURCES.map(({ source, namespace }) => [source, namespace]));
  let added = 0;
  // Several batches at once, which the writer stores as one.
  let underway: Promise<void>[] = [];
  try {
    for (const { source, events } of demoEvents({ now, ...(from !== undefined && { from }) })) {
      signal?.throwIfAborted();
      const reached = events.at(-1)?.occurred_at ?? begin;
      const admitted = events.map((event) => intake.admitChecked(source, event)).filter((admission) => admission.ok);
      const stored = writeAdmitted(writer, { source, namespace: namespaces.get(source) ?? source }, admitted);
      underway.push(
        stored.then((verdicts) => {
          added += verdicts.filter((verdict) => verdict === 'accepted').length;
          onProgress?.({ share: Math.min(1, Math.max(0, (reached - begin) / (now - begin))), added });
        }),
      );
      if (underway.length < BATCHES_AT_ONCE) continue;
      await Promise.all(underway);
      underway = [];
    }
    await Promise.all(underway);
    await writer.settle();
  } finally {
    await Promise.allSettled(underway);
    await writer.close();
  }
  return added;
}

const loadedRow = z.object({ events: z.coerce.number(), month: z.number() });

/**
 * The instant up to which the store surely has the company's events; undefined where it has none. A load stores month
 * by month, and one that was broken off may lack a part of its last month.
 */
async function loadedUntil({ reader }: Hub, now: number): Promise<number | undefined> {
  const [row] = await readRows(reader, loadedRow, {
    query: `SELECT count() AS events, toUnixTimestamp(toStartOfMonth(max(occurred_at), 'UTC')) AS month
FROM events WHERE source IN {sources:Array(String)} AND occurred_at <= {now:DateTime64(3, 'UTC')}`,
    query_params: { sources: DEMO_SOURCES.map(({ source }) => source), now: new Date(now) },
  });
  return row && row.events > 0 ? row.month * 1000 - 1 : undefined;
}
