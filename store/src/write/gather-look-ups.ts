import { setTimeout as sleep } from 'node:timers/promises';

export interface GatherLimits {
  /** Ids that are looked up together. */
  ids: number;
  /** What lies between two look-ups, milliseconds. */
  pauseMilliseconds: number;
}

interface Batch<Found> {
  ids: Set<string>;
  found: Promise<ReadonlyMap<string, Found>>;
}

/**
 * Looks ids up together, one batch at a time: those that are asked for while a batch is on its way make the next one. So
 * what it costs does not grow with the number of those who ask.
 * @param read what is known of some ids, by id
 * @returns looks one id up; undefined where nothing is known of it. Rejects as read does.
 */
export function gatherLookUps<Found>(
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
  limits: GatherLimits,
): (id: string) => Promise<Found | undefined> {
  let running: Batch<Found> | undefined;
  let waiting: Batch<Found> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const openBatch = (): Batch<Found> => {
    const ids = new Set<string>();
    const found = last.then(() => {
      running = batch;
      if (waiting === batch) waiting = undefined;
      return read([...ids]);
    });
    const batch = { ids, found };
    const pause = () => {
      running = undefined;
      return sleep(limits.pauseMilliseconds, undefined, { ref: false });
    };
    last = found.then(pause, pause);
    return batch;
  };

  return async (id) => {
    if (running?.ids.has(id)) return (await running.found).get(id);
    if (!waiting || waiting.ids.size >= limits.ids) waiting = openBatch();
    waiting.ids.add(id);
    return (await waiting.found).get(id);
  };
}
