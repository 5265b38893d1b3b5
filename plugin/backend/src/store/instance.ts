import type { ReportingSettings } from '@saleshub/model';
import {
  STATEMENT_LIMITS,
  createReadClient,
  loadSettings,
  openLimiter,
  type Connection,
  type Limiter,
  type ReadClient,
} from '@saleshub/store/read';
import { SettingsError, type DataSourceSettings } from '../settings/data-source-settings';
import { readBatchesBehind } from './freshness';
import { remember } from './remember';

/** A change of the hub's settings shows after this time at most. */
const SETTINGS_MILLISECONDS = 10_000;
const FRESHNESS_MILLISECONDS = 1000;

/** What is kept for a data source between requests. */
export interface Instance {
  client: ReadClient;
  database: string;
  /** Where statements wait for their turn while much is asked at once. */
  limiter: Limiter;
  /** The hub's settings, with what the data source itself says. */
  settings: () => Promise<ReportingSettings>;
  /** As readBatchesBehind; it never rejects and answers within its own short time. */
  batchesBehind: () => Promise<number | undefined>;
  close: () => Promise<void>;
}

/**
 * Opens a data source; nothing is asked of ClickHouse before the first call needs it.
 * @throws SettingsError where the client takes the settings for wrong
 */
export function openInstance({ connection, calendar }: DataSourceSettings): Instance {
  const client = openClient(connection);
  return {
    client,
    database: connection.database,
    limiter: openLimiter(STATEMENT_LIMITS),
    settings: remember(SETTINGS_MILLISECONDS, async () => ({ ...(await loadSettings(client)), ...calendar })),
    batchesBehind: remember(FRESHNESS_MILLISECONDS, () => readBatchesBehind(client)),
    close: () => client.close(),
  };
}

function openClient(connection: Connection): ReadClient {
  try {
    return createReadClient(connection);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError('settings_invalid', `The data source's settings cannot be used: ${reason}`);
  }
}
