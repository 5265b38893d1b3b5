import { QueryError } from '@saleshub/model';
import { AnswerError, BusyError, ClickHouseError } from '@saleshub/store/read';
import { errorFields, type Logger } from '../log/logger';
import { SettingsError } from '../settings/data-source-settings';

/** Why there is no answer: for a person, never with SQL or a stack. */
export interface Failure {
  /** Stable, for programs. */
  code: string;
  /** The field of the query that is wrong, where one is. */
  path?: string;
  message: string;
  /** As HTTP's: 400 where the asker can do something about it, 5xx where the store or the plugin failed. */
  status: number;
  /** Whose fault it is, in Grafana's words: `downstream` is the query or ClickHouse. */
  source: 'downstream' | 'plugin';
}

/** Nobody reads this: the one who asked is gone. */
const CANCELLED: Failure = {
  code: 'cancelled',
  message: 'The query was cancelled.',
  status: 499,
  source: 'downstream',
};

/**
 * Turns whatever was thrown into what is answered.
 * @param signal aborted where the one who asked is gone
 */
export function explainFailure(error: unknown, signal?: AbortSignal): Failure {
  if (signal?.aborted) return CANCELLED;
  if (error instanceof QueryError) {
    const { code, path, message } = error;
    return { code, ...(path !== '' && { path }), message, status: 400, source: 'downstream' };
  }
  if (error instanceof BusyError) return storeFailure(error.code, error.message, 503);
  if (error instanceof AnswerError) return storeFailure(error.code, error.message);
  if (error instanceof SettingsError) {
    return { code: error.code, message: error.message, status: 400, source: 'downstream' };
  }
  if (error instanceof ClickHouseError) return explainRefusal(error);
  return explainConnection(error) ?? pluginFailure;
}

const pluginFailure: Failure = {
  code: 'plugin_failed',
  message: "The plugin failed to answer; Grafana's log says why.",
  status: 500,
  source: 'plugin',
};

/** ClickHouse is what fails: not the asker's fault, nor the plugin's. */
function storeFailure(code: string, message: string, status = 502): Failure {
  return { code, message, status, source: 'downstream' };
}

/** ClickHouse answered, and not with what was asked for. Its own message holds SQL, so it goes to the log only. */
function explainRefusal({ code, type }: ClickHouseError): Failure {
  switch (code) {
    case '192':
    case '193':
    case '194':
    case '516':
      return storeFailure('store_refuses_user', "ClickHouse refuses the data source's user or password.");
    case '497':
      return storeFailure(
        'store_refuses_access',
        "The data source's user may not read the hub's tables: grant it SELECT.",
      );
    case '60':
    case '81':
      return storeFailure(
        'store_not_migrated',
        'The database is missing or is not a hub\'s: check its name, or run "saleshub migrate".',
      );
    case '202':
      return storeFailure('store_busy', 'ClickHouse is answering too many queries at once. Try again.', 503);
    default:
      return storeFailure('store_refuses', `ClickHouse cannot answer: error ${code}${type ? ` (${type})` : ''}.`);
  }
}

/** Node's codes of connections and certificates that fail. */
const CONNECTION_CODES =
  /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EPROTO|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

function explainConnection(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (CONNECTION_CODES.test(code)) {
    return storeFailure('store_unreachable', `ClickHouse cannot be reached at the data source's URL (${code}).`);
  }
  // The client's own words; it has no code for these.
  if (/^timeout error/i.test(error.message)) {
    return storeFailure('store_timeout', 'ClickHouse has not answered in time.', 504);
  }
  if (/socket hang up|aborted/i.test(error.message)) {
    return storeFailure('store_interrupted', 'The connection to ClickHouse was cut. Try again.');
  }
  return undefined;
}

/** What only an administrator can mend is a warning; what an asker can mend is no news for the log. */
export function logFailure(logger: Logger, message: string, error: unknown, failure: Failure): void {
  const { code, path, status, source } = failure;
  if (status < 500) logger.debug(message, { code, path, status });
  else if (source === 'downstream') logger.warn(message, { code, status, error: String(error) });
  else logger.error(message, { code, status, ...errorFields(error) });
}
