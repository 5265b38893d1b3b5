import type { AnswerError, AnswerErrorCode, ClickHouseError } from '@saleshub/store/read';
import { storeFailure, type Failure, type FailureClass } from './failure';

/** ClickHouse answered, and not with what was asked for. Its own message holds SQL, so it goes to the log only. */
export function explainRefusal({ code, type }: ClickHouseError): Failure {
  switch (code) {
    case '192':
    case '193':
    case '194':
    case '516':
      return storeFailure('auth', 'store_refuses_user', "ClickHouse refuses the data source's user or password.");
    case '497':
      return storeFailure(
        'auth',
        'store_refuses_access',
        "The data source's user may not read the hub's tables: grant it SELECT.",
      );
    case '164':
    case '452':
      return storeFailure(
        'config',
        'store_refuses_settings',
        "The data source's user may not set limits of its queries: give it a profile with readonly = 2, and limits that its time-out keeps to.",
      );
    case '60':
    case '81':
      return storeFailure(
        'schema',
        'store_not_migrated',
        'The database is missing or is not a hub\'s: check its name, or run "saleshub migrate".',
      );
    case '16':
    case '47':
      return storeFailure(
        'schema',
        'store_outdated',
        'The database lacks columns that this version asks for: run "saleshub migrate" of the same version.',
      );
    case '159':
      return storeFailure('timeout', 'store_timeout', TIMEOUT, 504);
    case '202':
      return storeFailure('server', 'store_busy', 'ClickHouse is answering too many queries at once. Try again.', 503);
    default:
      return storeFailure(
        'server',
        'store_refuses',
        `ClickHouse cannot answer: error ${code}${type ? ` (${type})` : ''}. Its log says more.`,
      );
  }
}

const ANSWER_CLASSES: Readonly<Record<AnswerErrorCode, FailureClass>> = {
  incomplete_answer: 'network',
  answer_too_large: 'server',
  proxy_refuses: 'auth',
  proxy_fails: 'network',
  native_port: 'config',
  foreign_answer: 'config',
};

/** What answered is not ClickHouse, or not all of its answer arrived. */
export function explainAnswer({ code, message }: AnswerError): Failure {
  return storeFailure(ANSWER_CLASSES[code], code, message);
}

const TIMEOUT = 'ClickHouse has not answered in time. See whether it is overloaded or a firewall drops what is sent.';

/** Node's codes of connections that fail, the more special ones first: what that means, and what to do. */
const CONNECTION_FAILURES: readonly (readonly [codes: RegExp, kind: FailureClass, code: string, message: string])[] = [
  [/^CERT_HAS_EXPIRED/, 'tls', 'certificate_refused', 'The certificate of ClickHouse has expired. Renew it.'],
  [
    /^(ERR_TLS_CERT_ALTNAME|HOSTNAME_MISMATCH)/,
    'tls',
    'certificate_refused',
    "The certificate of ClickHouse is for another name than that in the data source's address.",
  ],
  [
    /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/,
    'tls',
    'certificate_refused',
    'The certificate of ClickHouse is not trusted. Enter the CA certificate of the authority that signed it.',
  ],
  [
    /^(EPROTO|ERR_SSL|ERR_TLS)/,
    'tls',
    'tls_failed',
    'The port does not speak TLS as expected. Use http:// for it, or the port of the HTTPS interface (8443).',
  ],
  [
    /^HPE_/,
    'config',
    'foreign_answer',
    "What answers does not speak HTTP. Set the port of ClickHouse's HTTP interface: 8123, or 8443 with https://.",
  ],
  [
    /^(ENOTFOUND|EAI_AGAIN)/,
    'network',
    'store_unreachable',
    "The name in the data source's address is not known here.",
  ],
  [
    /^ECONNREFUSED/,
    'network',
    'store_unreachable',
    'Nothing listens at the address. See whether ClickHouse runs, and check host and port.',
  ],
  [/^ETIMEDOUT/, 'timeout', 'store_timeout', TIMEOUT],
  [
    /^(ECONN|EPIPE)/,
    'network',
    'store_interrupted',
    'The connection to ClickHouse was cut. Try again; a port that expects https:// also does that.',
  ],
  [/^(EHOST|ENET)/, 'network', 'store_unreachable', 'There is no way to the address. Look at routes and firewalls.'],
];

/** ClickHouse was not reached; undefined for an error of another kind. */
export function explainConnection(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const reason = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const found = CONNECTION_FAILURES.find(([codes]) => codes.test(reason));
  if (found) {
    const [, kind, code, message] = found;
    return storeFailure(kind, code, `${message} (${reason})`, kind === 'timeout' ? 504 : 502);
  }
  // A deadline of ours; the client's own words, which has no code for it.
  if (error.name === 'TimeoutError' || /^timeout error/i.test(error.message)) {
    return storeFailure('timeout', 'store_timeout', TIMEOUT, 504);
  }
  if (/socket hang up|aborted/i.test(error.message)) {
    return storeFailure('network', 'store_interrupted', 'The connection to ClickHouse was cut. Try again.');
  }
  return undefined;
}
