/**
 * - incomplete_answer: ClickHouse began to answer, and its answer ends before its end.
 * - answer_too_large: the answer has more bytes than a reader may hold.
 * - proxy_refuses: something before ClickHouse wants to be signed in to (HTTP 401, 403 or 407).
 * - proxy_fails: something before ClickHouse does not reach it (HTTP 502, 503 or 504).
 * - native_port: ClickHouse answered on its native port, which does not speak HTTP.
 * - foreign_answer: what answered is not ClickHouse.
 */
export type AnswerErrorCode =
  'incomplete_answer' | 'answer_too_large' | 'proxy_refuses' | 'proxy_fails' | 'native_port' | 'foreign_answer';

const MESSAGES: Readonly<Record<AnswerErrorCode, string>> = {
  incomplete_answer:
    "ClickHouse's answer is not complete: something between here and ClickHouse cut it. Try again; if it happens again, look at the proxy or balancer in between.",
  answer_too_large: "ClickHouse's answer is too large to be read.",
  proxy_refuses:
    'A proxy before ClickHouse refuses the request. Let it through there, or set the address of ClickHouse itself.',
  proxy_fails:
    'A proxy before ClickHouse does not reach it. See whether ClickHouse runs, and where the proxy looks for it.',
  native_port: "This is ClickHouse's native port. Set the port of its HTTP interface: 8123, or 8443 with TLS.",
  foreign_answer:
    'What answers is not ClickHouse, but another server or a login page. Set the address of its HTTP interface, such as http://clickhouse:8123.',
};

/** An answer that is neither rows nor an error of ClickHouse: it must not be counted. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';

  /** @param status of HTTP, where it was not success */
  constructor(
    readonly code: AnswerErrorCode,
    readonly status?: number,
  ) {
    super(status === undefined ? MESSAGES[code] : `${MESSAGES[code]} (HTTP ${status})`);
  }
}
