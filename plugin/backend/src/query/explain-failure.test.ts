import { QueryError } from '@saleshub/model';
import { BusyError, ClickHouseError } from '@saleshub/store/read';
import type { Logger } from '../log/logger';
import { SettingsError } from '../settings/data-source-settings';
import { explainFailure, logFailure } from './explain-failure';

const refusal = (code: string, type: string) =>
  new ClickHouseError({ code, type, message: 'in scope SELECT secret FROM events' });
const network = (code: string) => Object.assign(new Error(`connect ${code} 10.0.0.1:8123`), { code });

test.each([
  [new QueryError('unknown_metric', 'metric', 'metric must be …'), 'unknown_metric', 400, 'downstream'],
  [new SettingsError('url_missing', 'no URL'), 'url_missing', 400, 'downstream'],
  [new BusyError(3), 'too_busy', 503, 'downstream'],
  [refusal('516', 'AUTHENTICATION_FAILED'), 'store_refuses_user', 502, 'downstream'],
  [refusal('497', 'ACCESS_DENIED'), 'store_refuses_access', 502, 'downstream'],
  [refusal('60', 'UNKNOWN_TABLE'), 'store_not_migrated', 502, 'downstream'],
  [refusal('202', 'TOO_MANY_SIMULTANEOUS_QUERIES'), 'store_busy', 503, 'downstream'],
  [refusal('47', 'UNKNOWN_IDENTIFIER'), 'store_refuses', 502, 'downstream'],
  [network('ECONNREFUSED'), 'store_unreachable', 502, 'downstream'],
  [network('ENOTFOUND'), 'store_unreachable', 502, 'downstream'],
  [network('DEPTH_ZERO_SELF_SIGNED_CERT'), 'store_unreachable', 502, 'downstream'],
  [new Error('Timeout error.'), 'store_timeout', 504, 'downstream'],
  [new Error('socket hang up'), 'store_interrupted', 502, 'downstream'],
  [new TypeError('x is undefined'), 'plugin_failed', 500, 'plugin'],
  ['thrown', 'plugin_failed', 500, 'plugin'],
])('%s is answered', (error, code, status, source) => {
  const failure = explainFailure(error);
  expect(failure).toMatchObject({ code, status, source });
  expect(failure.message).not.toMatch(/secret|scope|undefined/);
});

test("only what an administrator can mend, or we, is the log's affair", () => {
  const logged: string[] = [];
  const at = (level: string) => () => void logged.push(level);
  const logger: Logger = {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
  for (const error of [new QueryError('invalid_query', '', ''), network('ECONNREFUSED'), new TypeError('x')]) {
    logFailure(logger, 'No answer', error, explainFailure(error));
  }
  expect(logged).toEqual(['debug', 'warn', 'error']);
});
