import { QueryError } from '@saleshub/model';
import { AnswerError, BusyError, ClickHouseError } from '@saleshub/store/read';
import { errorFields, type Logger } from '../log/logger';
import { SettingsError } from '../settings/settings-error';
import { explainAnswer, explainConnection, explainRefusal } from './explain-store-failure';
import { storeFailure, type Failure } from './failure';

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
  if (error instanceof BusyError) return storeFailure('server', error.code, error.message, 503);
  if (error instanceof AnswerError) return explainAnswer(error);
  if (error instanceof SettingsError) return storeFailure('config', error.code, error.message, 400);
  if (error instanceof ClickHouseError) return explainRefusal(error);
  return explainConnection(error) ?? pluginFailure;
}

const pluginFailure: Failure = {
  code: 'plugin_failed',
  message: "The plugin failed to answer; Grafana's log says why.",
  status: 500,
  source: 'plugin',
};

/** What only an administrator can mend is a warning; what an asker can mend is no news for the log. */
export function logFailure(logger: Logger, message: string, error: unknown, failure: Failure): void {
  const { code, path, status, source } = failure;
  if (status < 500) logger.debug(message, { code, path, status });
  else if (source === 'downstream') logger.warn(message, { code, status, error: String(error) });
  else logger.error(message, { code, status, ...errorFields(error) });
}
