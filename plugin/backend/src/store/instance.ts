import type { ReportingSettings } from '@saleshub/model';
import {
  DEFAULT_READ_LIMITS,
  STATEMENT_LIMITS,
  createReadClient,
  loadSettings,
  openLimiter,
  type Connection,
  type Limiter,
  type ReadClient,
  type ReadLimits,
} from '@saleshub/store/read';
import { SettingsError, type DataSourceSettings } from '../settings/data-source-settings';
import { readBatchesBehind } from './freshness';
import { remember } from './remember';
import { createShare, type Share } from './share';
import { unlessAborted } from './unless-aborted';

/** A change of the hub's settings shows after this time at most. */
const SETTINGS_MILLISECONDS = 10_000;
const FRESHNESS_MILLISECONDS = 1000;
/** Everybody waits for them, and they are one row: a store that hangs is asked again soon. */
const SETTINGS_PATIENCE_MILLISECONDS = 10_000;
/** How much longer than a query may take its answer may be on its way. */
const GRACE_SECONDS = 2;

/** What is kept for a data source between requests. */
export interface Instance {
  client: ReadClient;
  database: string;
  /** Where statements wait for their turn while much is asked at once. */
  limiter: Limiter;
  /** What bounds every statement. */
  limits: ReadLimits;
  /** Answers as they are computed; each gives its encoded frames under a refId. */
  answers: Share<(refId: string) => Buffer[]>;
  /** Set off when the call that it stands for has taken too long, or with the given signal. */
  deadline: (signal?: AbortSignal) => AbortSignal;
  /** The hub's settings, with what the data source itself says. The signal ends the wait for them. */
  settings: (signal: AbortSignal) => Promise<ReportingSettings>;
  /** As readBatchesBehind; it never rejects and answers within its own short time. */
  batchesBehind: () => Promise<number | undefined>;
  close: () => Promise<void>;
}

/**
 * Opens a data source; nothing is asked of ClickHouse before the first call needs it.
 * @throws SettingsError where the client takes the settings for wrong
 */
export function openInstance({ connection, calendar, timeoutSeconds }: DataSourceSettings): Instance {
  // ClickHouse itself reports a query that takes too long; only where it does not is it given up.
  const patience = (timeoutSeconds + GRACE_SECONDS) * 1000;
  const client = openClient(connection, patience / 1000);
  const limits = { ...DEFAULT_READ_LIMITS, seconds: timeoutSeconds };
  const settings = remember(SETTINGS_MILLISECONDS, async () => {
    const signal = AbortSignal.timeout(Math.min(patience, SETTINGS_PATIENCE_MILLISECONDS));
    return { ...(await loadSettings(client, { limits, signal })), ...calendar };
  });
  return {
    client,
    database: connection.database,
    limiter: openLimiter(STATEMENT_LIMITS),
    limits,
    answers: createShare(),
    deadline: (signal) => {
      const timeout = AbortSignal.timeout(patience);
      return signal ? AbortSignal.any([signal, timeout]) : timeout;
    },
    settings: (signal) => unlessAborted(settings(), signal),
    batchesBehind: remember(FRESHNESS_MILLISECONDS, () => readBatchesBehind(client)),
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
