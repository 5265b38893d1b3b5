import { QueryError } from '@saleshub/model';
import { AnswerError, BusyError, ClickHouseError, type AnswerErrorCode } from '@saleshub/store/read';
import type { Logger } from '../log/logger';
import { SettingsError } from '../settings/settings-error';
import { explainFailure, logFailure } from './explain-failure';

const refusal = (code: string, type: string) =>
  new ClickHouseError({ code, type, message: 'in scope SELECT secret FROM events' });
const network = (code: string) => Object.assign(new Error(`connect ${code} 10.0.0.1:8123`), { code });

const answer = (code: AnswerErrorCode, status?: number) => new AnswerError(code, status);

test.each([
  [new QueryError('unknown_metric', 'metric', 'metric must be …'), undefined, 'unknown_metric', 400, 'downstream'],
  [new SettingsError('url_missing', 'no URL'), 'config', 'url_missing', 400, 'downstream'],
  [new BusyError(3), 'server', 'too_busy', 503, 'downstream'],
  [refusal('516', 'AUTHENTICATION_FAILED'), 'auth', 'store_refuses_user', 502, 'downstream'],
  [refusal('497', 'ACCESS_DENIED'), 'auth', 'store_refuses_access', 502, 'downstream'],
  [refusal('164', 'READONLY'), 'config', 'store_refuses_settings', 502, 'downstream'],
  [refusal('60', 'UNKNOWN_TABLE'), 'schema', 'store_not_migrated', 502, 'downstream'],
  [refusal('47', 'UNKNOWN_IDENTIFIER'), 'schema', 'store_outdated', 502, 'downstream'],
  [refusal('159', 'TIMEOUT_EXCEEDED'), 'timeout', 'store_timeout', 504, 'downstream'],
  [refusal('202', 'TOO_MANY_SIMULTANEOUS_QUERIES'), 'server', 'store_busy', 503, 'downstream'],
  [refusal('48', 'NOT_IMPLEMENTED'), 'server', 'store_refuses', 502, 'downstream'],
  [answer('incomplete_answer'), 'network', 'incomplete_answer', 502, 'downstream'],
  [answer('answer_too_large'), 'server', 'answer_too_large', 502, 'downstream'],
  [answer('proxy_refuses', 401), 'auth', 'proxy_refuses', 502, 'downstream'],
  [answer('proxy_fails', 503), 'network', 'proxy_fails', 502, 'downstream'],
  [answer('native_port'), 'config', 'native_port', 502, 'downstream'],
  [answer('foreign_answer', 404), 'config', 'foreign_answer', 502, 'downstream'],
  [network('ECONNREFUSED'), 'network', 'store_unreachable', 502, 'downstream'],
  [network('ENOTFOUND'), 'network', 'store_unreachable', 502, 'downstream'],
  [network('EHOSTUNREACH'), 'network', 'store_unreachable', 502, 'downstream'],
  [network('ECONNRESET'), 'network', 'store_interrupted', 502, 'downstream'],
  [network('ETIMEDOUT'), 'timeout', 'store_timeout', 504, 'downstream'],
  [network('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls', 'certificate_refused', 502, 'downstream'],
  [network('CERT_HAS_EXPIRED'), 'tls', 'certificate_refused', 502, 'downstream'],
  [network('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls', 'certificate_refused', 502, 'downstream'],
  [network('EPROTO'), 'tls', 'tls_failed', 502, 'downstream'],
  [network('HPE_INVALID_CONSTANT'), 'config', 'foreign_answer', 502, 'downstream'],
  [new Error('Timeout error.'), 'timeout', 'store_timeout', 504, 'downstream'],
  [new Error('socket hang up'), 'network', 'store_interrupted', 502, 'downstream'],
  [new TypeError('x is undefined'), undefined, 'plugin_failed', 500, 'plugin'],
  ['thrown', undefined, 'plugin_failed', 500, 'plugin'],
] as const)('%s is answered', (error, kind, code, status, source) => {
  const failure = explainFailure(error);
  expect(failure).toMatchObject({ code, status, source });
  expect([failure.class, /^\[(.*?)\] /.exec(failure.message)?.[1]]).toEqual([kind, kind]);
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
