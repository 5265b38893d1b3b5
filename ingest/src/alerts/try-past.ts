import { dateOf, startOfDate, type AlertRule, type ReportingSettings } from '@saleshub/model';
import { loadSettings, runQuery, type ReadClient } from '@saleshub/store/read';
import type { KnownBy, KnownStore } from '@saleshub/store/write';
import { assumptionOf, type Assumption } from './assume-known';
import { observe, type AskThen, type Observed } from './try-rules';

/** The store whose past is looked at. */
export interface PastOf {
  reader: ReadClient;
  openKnown: (by: KnownBy) => Promise<Pick<KnownStore, 'advance' | 'remove'> & { reader: ReadClient }>;
}

export interface PastOptions {
  /** How many days back, up to the last midnight. */
  days: number;
  known: KnownBy | undefined;
  /** Called with the share of the evaluations that are done. */
  onProgress: (share: number) => void;
}

/** What every rule saw on every day. */
export interface Past {
  times: readonly number[];
  timeZone: string;
  assumption: Assumption;
  /** By the rule's id, in the order of time. */
  observed: ReadonlyMap<string, readonly Observed[]>;
}

/** Evaluates the rules at the beginning of each day, in a store that learns day by day, by the code of panels and alerts. */
export async function tryPast(
  store: PastOf,
  rules: readonly AlertRule[],
  { days, known, onProgress }: PastOptions,
): Promise<Past> {
  const settings = await loadSettings(store.reader);
  const { timeZone } = settings;
  const times = midnightsBefore(Date.now(), days, timeZone);
  const assumption = await assumptionOf(store.reader, known);
  const observed = new Map<string, Observed[]>(rules.map(({ id }) => [id, []]));
  const then = await store.openKnown(assumption.by);
  try {
    const ask = askerOf(then.reader, settings);
    for (const [index, time] of times.entries()) {
      await then.advance(time);
      const found = await Promise.all(rules.map(async (rule) => [rule.id, await observe(rule, time, ask)] as const));
      for (const [id, ofRule] of found) observed.get(id)?.push(...ofRule);
      onProgress((index + 1) / times.length);
    }
  } finally {
    await then.remove();
  }
  return { times, timeZone, assumption, observed };
}

/** The last midnights, of today the one that is past. */
function midnightsBefore(now: number, days: number, timeZone: string): number[] {
  const midnights = [startOfDate(dateOf(now, timeZone), timeZone)];
  while (midnights.length < days) {
    midnights.unshift(startOfDate(dateOf((midnights[0] ?? now) - 1, timeZone), timeZone));
  }
  return midnights;
}

export function askerOf(reader: ReadClient, settings: ReportingSettings): AskThen {
  return (query, { range, now }) => runQuery(reader, query, { range, now, settings });
}
