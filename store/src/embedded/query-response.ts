import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** What a statement gave. */
export interface Answer {
  body: Uint8Array;
  format: string;
  read: { rows: number; bytes: number };
  /** Of an insert with data. The engine does not count what INSERT … SELECT writes. */
  written: { rows: number; bytes: number };
  elapsedNanoseconds: bigint;
}

const CONTENT_TYPES: ReadonlyArray<readonly [RegExp, string]> = [
  [/^JSON.*EachRow/, 'application/x-ndjson; charset=UTF-8'],
  [/^JSON/, 'application/json; charset=UTF-8'],
  [/^CSV/, 'text/csv; charset=UTF-8'],
  [/^(TSV|TabSeparated)/, 'text/tab-separated-values; charset=UTF-8'],
  [/^(Native|RowBinary|Arrow|Parquet|ORC|Avro|BSON|MsgPack|Protobuf|CapnProto|Npy)/, 'application/octet-stream'],
];

/** Sends an answer with the headers of a server's that clients read, compressed if the client may have it so. */
export async function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  queryId: string,
  mayCompress: boolean,
): Promise<void> {
  const isCompressed = mayCompress && answer.body.length > 0;
  const body = isCompressed ? await promisify(gzip)(answer.body, { level: 1 }) : answer.body;
  response
    .writeHead(200, {
      'X-ClickHouse-Query-Id': queryId,
      'X-ClickHouse-Format': answer.format,
      'X-ClickHouse-Timezone': 'UTC',
      'X-ClickHouse-Summary': summary(answer),
      'Content-Type': CONTENT_TYPES.find(([name]) => name.test(answer.format))?.[1] ?? 'text/plain; charset=UTF-8',
      'Content-Length': body.length,
      ...(isCompressed ? { 'Content-Encoding': 'gzip' } : {}),
    })
    .end(body);
}

/** Counts go as text, as a server's do. */
function summary({ body, read, written, elapsedNanoseconds }: Answer): string {
  return JSON.stringify({
    read_rows: String(read.rows),
    read_bytes: String(read.bytes),
    written_rows: String(written.rows),
    written_bytes: String(written.bytes),
    total_rows_to_read: '0',
    result_rows: String(written.rows),
    result_bytes: String(body.length),
    elapsed_ns: String(elapsedNanoseconds),
  });
}
