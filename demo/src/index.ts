import type { SalesEvent } from '@saleshub/model';
import { simulate } from './simulation';

export { DEMO_PIPELINES, DEMO_SETTINGS, DEMO_SOURCES } from './company';

export interface DemoOptions {
  /** The end of the company's story so far, milliseconds since 1970. */
  now: number;
  /** Only what occurred after this instant: what a store that was loaded up to it lacks. */
  from?: number;
}

/**
 * The events of the demo company up to `now`, in batches of at most 10,000 by source, roughly in time order.
 *
 * The company is the same in every run: what a day brings follows from the calendar alone. A later `now` adds events and
 * changes none, so that loading again changes nothing and a load with `from` adds the days that are missing. Without
 * `from` it gives the 24 months before the month of `now`, and that month: deals from half a year earlier, so that the
 * first month begins with a full pipeline, and roster, subscriptions and their managers from the company's beginning.
 */
export function demoEvents(options: DemoOptions): Generator<{ source: string; events: SalesEvent[] }> {
  return simulate(options);
}
