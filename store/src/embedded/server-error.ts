/** An error in the words and numbers of a ClickHouse server, as its HTTP interface would answer it. */
export class ServerError extends Error {
  /**
   * @param code ClickHouse's error number, e.g. 62
   * @param type its name, e.g. SYNTAX_ERROR
   */
  constructor(
    readonly code: number,
    readonly type: string,
    message: string,
    readonly status: number = statusOf(code),
  ) {
    super(message);
    this.name = 'ServerError';
  }

  /** The body of the HTTP answer, which the client parses back into code, message and type. */
  body(version: string): string {
    return `Code: ${this.code}. DB::Exception: ${this.message} (${this.type}) (version ${version})\n`;
  }
}

const ENGINE_ERROR = /Code: (\d+)\. DB::Exception: ([\s\S]*?)\s*\(([A-Z0-9_]*[A-Z]{3}[A-Z0-9_]*)\)\s*$/;
/** A subquery's error comes wrapped in a second one of the same code. */
const WRAPPED = /^Code: \d+\. DB::Exception: ([\s\S]*?)\s*\([A-Z0-9_]+\) \(version [^)]*\)\.?$/;

/**
 * Reads an error of the engine into a server's error.
 *
 * @param hidden a path of ours that the message may name but the client must not see
 */
export function serverErrorOf(error: unknown, hidden?: string): ServerError {
  if (error instanceof ServerError) return error;
  const raw = error instanceof Error ? error.message : String(error);
  const shown = hidden === undefined ? raw : raw.replaceAll(hidden, 'the inserted data');
  const found = ENGINE_ERROR.exec(shown);
  if (!found) return new ServerError(1002, 'UNKNOWN_EXCEPTION', shown);
  const [, code, message = '', type = ''] = found;
  return new ServerError(Number(code), type, WRAPPED.exec(message)?.[1] ?? message);
}

const STATUS_OF_CODE: ReadonlyMap<number, number> = new Map(
  (
    [
      [400, [6, 26, 27, 36, 38, 41, 42, 43, 44, 53, 62, 69, 72, 117, 130, 131, 170, 206, 321, 456, 457]],
      [401, [194]],
      [403, [192, 193, 291, 495, 497, 516]],
      [404, [16, 46, 47, 50, 56, 60, 63, 73, 78, 81, 83, 112, 115, 116]],
      [408, [159, 160]],
      [413, [223, 307]],
      [501, [48]],
      [503, [202, 209, 439]],
    ] as const
  ).flatMap(([status, codes]) => codes.map((code) => [code, status] as const)),
);

/** The HTTP status a ClickHouse server answers an error with; 500 where it names none. */
function statusOf(code: number): number {
  return STATUS_OF_CODE.get(code) ?? 500;
}
