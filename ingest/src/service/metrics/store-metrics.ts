import { Gauge, Histogram, type Registry } from 'prom-client';
import type { CommitObserver, Coverage, Weight } from '../ports';

/** What goes on between the service and its store. */
export interface StoreActivity {
  /** Events that wait to be stored, by source. */
  waiting: () => ReadonlyMap<string, Weight>;
  /** How far state is behind; rejects where the store does not answer at once. */
  coverage: () => Promise<Coverage>;
}

/** In seconds. */
const WAITS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];
/** In events. */
const BATCHES = [1, 10, 100, 1_000, 10_000, 50_000];

/** Measures batches as they are stored, and the queue and the state's lag whenever the metrics are asked for. */
export function measureStore(activity: StoreActivity, registers: Registry[]): CommitObserver {
  const sizes = new Histogram({
    name: 'saleshub_batch_events',
    help: 'Events of a batch that was stored.',
    buckets: BATCHES,
    registers,
  });
  const stores = new Histogram({
    name: 'saleshub_batch_store_duration_seconds',
    help: 'Time to store a batch: to look up what is known of it, to announce it and to insert it.',
    buckets: WAITS,
    registers,
  });
  const waits = new Histogram({
    name: 'saleshub_queue_wait_seconds',
    help: 'Time that events of a request waited for their batch, by source.',
    labelNames: ['source'],
    buckets: WAITS,
    registers,
  });
  new Gauge({
    name: 'saleshub_queue_events',
    help: 'Events that wait to be stored, by source; a source without any is left out.',
    labelNames: ['source'],
    registers,
    collect() {
      this.reset();
      for (const [source, { rows }] of activity.waiting()) this.set({ source }, rows);
    },
  });
  measureCoverage(activity, registers);
  return {
    onTaken: (source, milliseconds) => waits.observe({ source }, milliseconds / 1000),
    onStored: (rows, milliseconds) => {
      sizes.observe(rows);
      stores.observe(milliseconds / 1000);
    },
  };
}

function measureCoverage({ coverage }: StoreActivity, registers: Registry[]): void {
  let asked: Promise<Coverage | undefined> | undefined;
  /** Asked for once where both gauges are read at the same time. */
  const known = () =>
    (asked ??= coverage()
      .catch(() => undefined)
      .finally(() => (asked = undefined)));
  new Gauge({
    name: 'saleshub_state_lag_seconds',
    help: 'Age of the oldest batch of events that state does not cover; 0 for none, NaN where that is not known.',
    registers,
    async collect() {
      this.set((await known())?.stateLag ?? NaN);
    },
  });
  new Gauge({
    name: 'saleshub_newest_batch_age_seconds',
    help: 'Time since the newest batch of events came, to any process; NaN where that is not known.',
    registers,
    async collect() {
      this.set((await known())?.newestAge ?? NaN);
    },
  });
}
