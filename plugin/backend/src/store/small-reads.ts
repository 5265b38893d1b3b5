import type { ReportingSettings } from '@saleshub/model';
import {
  DEFAULT_READ_LIMITS,
  abortWithin,
  batchesBehind,
  loadSettings,
  serverVersion,
  storedEvents,
  type ReadClient,
  type ReadOptions,
  type StoredEvents,
} from '@saleshub/store/read';
import { withOwnSettings, type OwnSettings } from '../settings/own-settings';
import { remember } from './remember';
import { createShare } from './share';

/**
 * What is read beside queries, each one row. Those who ask at the same time share the read; whoever cancels leaves with the
 * reason of their signal, and the last one ends it.
 */
export interface SmallReads {
  /** The hub's settings, with what the data source itself says. */
  settings: (signal: AbortSignal) => Promise<ReportingSettings>;
  /** How many batches of events wait for longer than they should to be counted; undefined where that is not known soon. */
  batchesBehind: (signal: AbortSignal) => Promise<number | undefined>;
  /** The version of ClickHouse, asked each time. */
  version: (signal: AbortSignal) => Promise<string>;
  /** What the store holds, counted each time; undefined where that takes too long. */
  stored: (signal: AbortSignal) => Promise<StoredEvents | undefined>;
}

/** A change of the hub's settings shows after this time at most. */
const SETTINGS_MILLISECONDS = 10_000;
const FRESHNESS_MILLISECONDS = 1000;
/** State follows an event within this time; what takes longer is worth a notice. */
const EXPECTED_DELAY_MILLISECONDS = 5000;
/** Numbers are not held up for longer than this by the question how fresh they are. */
const FRESHNESS_PATIENCE_MILLISECONDS = 500;
const MOST_SECONDS = 10;
/** A health check answers without the number of events where counting them takes longer. */
const COUNT_PATIENCE_MILLISECONDS = 3000;

/** @param timeoutSeconds how long a query may take: what is one row never takes longer */
export function openSmallReads(client: ReadClient, own: OwnSettings, timeoutSeconds: number): SmallReads {
  const seconds = Math.min(timeoutSeconds, MOST_SECONDS);
  const options = (signal: AbortSignal, milliseconds = seconds * 1000): ReadOptions => ({
    limits: { ...DEFAULT_READ_LIMITS, seconds, rows: 1, bytes: 2 ** 20 },
    signal: abortWithin(milliseconds, signal),
  });
  const versions = createShare<string>();
  const counts = createShare<StoredEvents | undefined>();
  return {
    settings: remember(SETTINGS_MILLISECONDS, async (signal) =>
      withOwnSettings(await loadSettings(client, options(signal)), own),
    ),
    batchesBehind: remember(FRESHNESS_MILLISECONDS, (signal) =>
      batchesBehind(client, EXPECTED_DELAY_MILLISECONDS, options(signal, FRESHNESS_PATIENCE_MILLISECONDS)).catch(
        () => undefined,
      ),
    ),
    version: (signal) => versions('', (shared) => serverVersion(client, options(shared)), signal),
    stored: (signal) =>
      counts(
        '',
        (shared) => storedEvents(client, options(shared, COUNT_PATIENCE_MILLISECONDS)).catch(() => undefined),
        signal,
      ),
  };
}
