import {
  DEFAULT_READ_LIMITS,
  STATEMENT_LIMITS,
  abortWithin,
  createReadClient,
  openLimiter,
  type Connection,
  type Limiter,
  type ReadClient,
  type ReadLimits,
} from '@saleshub/store/read';
import type { DimensionValues } from '../resources/dimension-values';
import type { DataSourceSettings } from '../settings/data-source-settings';
import { SettingsError } from '../settings/settings-error';
import { rememberEach } from './remember';
import { createShare, type Share } from './share';
import { openSmallReads, type SmallReads } from './small-reads';

/** How much longer than a query may take its answer may be on its way. */
const GRACE_SECONDS = 2;

/** A new value shows in menus after this time at most. */
const VALUES_MILLISECONDS = 10_000;
const VALUES_KEPT = 100;

/** What is kept for a data source between requests. */
export interface Instance extends SmallReads {
  client: ReadClient;
  database: string;
  /** Where statements wait for their turn while much is asked at once. */
  limiter: Limiter;
  /** What bounds every statement. */
  limits: ReadLimits;
  /** Answers as they are computed; each gives its encoded frames under a refId. */
  answers: Share<(refId: string) => Promise<Buffer[]>>;
  /** Lists of values, by what they are lists of: dashboards ask for all of them each time they open. */
  values: Share<DimensionValues>;
  /** Set off with the signal of a call, and when the call has taken too long. */
  deadline: (signal: AbortSignal) => AbortSignal;
  close: () => Promise<void>;
}

/**
 * Opens a data source; nothing is asked of ClickHouse before the first call needs it.
 * @throws SettingsError where the client takes the settings for wrong
 */
export function openInstance({ connection, timeoutSeconds, ...own }: DataSourceSettings): Instance {
  // ClickHouse itself reports a query that takes too long; only where it does not is it given up.
  const patience = (timeoutSeconds + GRACE_SECONDS) * 1000;
  const client = openClient(connection, patience / 1000);
  return {
    client,
    database: connection.database,
    limiter: openLimiter(STATEMENT_LIMITS),
    limits: { ...DEFAULT_READ_LIMITS, seconds: timeoutSeconds },
    answers: createShare(),
    values: rememberEach(VALUES_MILLISECONDS, VALUES_KEPT),
    deadline: (signal) => abortWithin(patience, signal),
    ...openSmallReads(client, own, timeoutSeconds),
    close: () => client.close(),
  };
}

function openClient(connection: Connection, silentSeconds: number): ReadClient {
  try {
    return createReadClient(connection, silentSeconds);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError('settings_invalid', `The data source's settings cannot be used: ${reason}`);
  }
}
