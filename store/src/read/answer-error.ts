/**
 * - incomplete_answer: ClickHouse began to answer, and its answer ends before its end.
 * - foreign_answer: what answered with success is not ClickHouse.
 */
export type AnswerErrorCode = 'incomplete_answer' | 'foreign_answer';

const MESSAGES: Readonly<Record<AnswerErrorCode, string>> = {
  incomplete_answer:
    "ClickHouse's answer is not complete: something between here and ClickHouse cut it. Try again; if it happens again, look at the proxy or balancer in between.",
  foreign_answer: 'What answered is not ClickHouse, but perhaps a proxy or a login page. Check the URL.',
};

/** An answer with HTTP status 200 that must not be counted. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';

  constructor(readonly code: AnswerErrorCode) {
    super(MESSAGES[code]);
  }
}
