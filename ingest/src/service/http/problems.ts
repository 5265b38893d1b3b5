/** Every error the service answers with: its stable code, its status and its title. */
export const PROBLEMS = {
  invalid_request: { status: 400, title: 'The request is not valid HTTP' },
  invalid_json: { status: 400, title: 'The body is not valid JSON' },
  invalid_utf8: { status: 400, title: 'The body is not valid UTF-8' },
  invalid_query: { status: 400, title: 'The query string is not valid' },
  invalid_body: { status: 400, title: 'The body does not say what it should' },
  invalid_batch: { status: 400, title: 'The body is not a batch' },
  invalid_gzip: { status: 400, title: 'The body cannot be inflated' },
  unauthorized: { status: 401, title: 'A valid key is required' },
  forbidden: { status: 403, title: 'The key lacks a right' },
  not_found: { status: 404, title: 'There is nothing at this path' },
  method_not_allowed: { status: 405, title: 'The path does not have this method' },
  older_snapshot: { status: 409, title: 'A later snapshot is stored' },
  too_many_deletions: { status: 409, title: 'Too many records are gone' },
  snapshot_running: { status: 409, title: 'A snapshot is being taken' },
  later_snapshot: { status: 409, title: 'A later snapshot rests on this one' },
  import_running: { status: 409, title: 'The import is under way' },
  headers_timeout: { status: 408, title: 'The headers did not come in time' },
  body_timeout: { status: 408, title: 'The body did not come in time' },
  body_too_large: { status: 413, title: 'The body is too large' },
  line_too_long: { status: 413, title: 'A line is too long' },
  item_too_large: { status: 413, title: 'An item of the body is too large' },
  json_too_deep: { status: 413, title: 'The body is nested too deep' },
  too_many_items: { status: 413, title: 'The body has too many items' },
  too_many_values: { status: 413, title: 'An item of the body has too many values' },
  unsupported_media_type: { status: 415, title: 'The content type is not supported' },
  unsupported_encoding: { status: 415, title: 'The content encoding is not supported' },
  too_many_refused: { status: 422, title: 'Too many events of the request are refused' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  source_busy: { status: 429, title: 'Too much of this source is waiting' },
  internal_error: { status: 500, title: 'The service failed' },
  store_refused: { status: 500, title: 'The store refuses to take events' },
  service_busy: { status: 503, title: 'The service holds as much as it can' },
  store_unavailable: { status: 503, title: 'The store cannot take events now' },
  service_stopping: { status: 503, title: 'The service is stopping' },
  not_ready: { status: 503, title: 'The service is not ready' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

interface ProblemExtras {
  /** Headers that the answer needs, such as Allow. */
  headers?: Record<string, string>;
  /** Members of the answer beside the standard ones. */
  members?: Record<string, unknown>;
  /** What happened underneath: for the log, never for the answer. */
  cause?: unknown;
}

/** A request that ends in an error answer. `detail` goes to the client: it holds no secret, SQL or stack. */
export class Problem extends Error {
  readonly headers: Record<string, string>;
  readonly members: Record<string, unknown>;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    extras: ProblemExtras = {},
  ) {
    super(detail, { cause: extras.cause });
    this.headers = extras.headers ?? {};
    this.members = extras.members ?? {};
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  /** The same problem with more members. */
  withMembers(members: Record<string, unknown>): Problem {
    return new Problem(this.code, this.detail, {
      headers: this.headers,
      members: { ...this.members, ...members },
      cause: this.cause,
    });
  }

  /** The answer's body, as RFC 9457 wants it. */
  toBody(): Record<string, unknown> {
    const { status, title } = PROBLEMS[this.code];
    const type = `urn:problem-type:saleshub:${this.code}`;
    return { type, title, status, detail: this.detail, code: this.code, ...this.members };
  }
}

/** The client went away before its body was whole: nobody is left to answer. */
export class ClientGoneError extends Error {
  constructor() {
    super('The client went away before its body was whole.');
  }
}
