import type { ClickHouseClient } from '@clickhouse/client';
import type { RecordKind } from '@saleshub/model';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';

const STATES = ['running', 'done', 'failed', 'undone'] as const;

/** One run of an import: of a table of events, or of a snapshot of records. Times are milliseconds since 1970. */
export interface Import {
  id: string;
  source: string;
  namespace: string;
  /** The kind of records that a snapshot shows; '' for a table of events. */
  kind: RecordKind | '';
  /** What came of it; a failed one may have stored a part. */
  state: (typeof STATES)[number];
  /** The moment that a snapshot shows; null for a table of events. */
  asOf: number | null;
  /** Whether the snapshot has all records that there are. */
  complete: boolean;
  /** The name of the file; '' for a snapshot that was posted. */
  file: string;
  /** SHA-256 of what was imported, and of the mapping, in hexadecimal digits; '' where there is none. */
  fileHash: string;
  mappingHash: string;
  /** Who imported: a user of the machine, or a key. */
  author: string;
  beganAt: number;
  endedAt: number | null;
  /** The range of its events' own times. */
  firstOccurredAt: number | null;
  lastOccurredAt: number | null;
  counts: Readonly<Record<string, number>>;
}

export interface ImportFilter {
  source?: string;
  kind?: RecordKind | '';
  id?: string;
}

/** What was imported, and what came of it. */
export interface ImportLog {
  /** Notes an import, or what has become of it. */
  note: (entry: Import) => Promise<void>;
  /** The newest first. */
  list: (filter: ImportFilter, limit: number) => Promise<Import[]>;
}

const instant = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : Number(text)));
const row = z.object({
  id: z.string(),
  source: z.string(),
  namespace: z.string(),
  kind: z.string().transform((kind) => kind as Import['kind']),
  state: z.enum(STATES),
  as_of: instant,
  complete: z.number().transform((flag) => flag === 1),
  file: z.string(),
  file_hash: z.string(),
  mapping_hash: z.string(),
  author: z.string(),
  began_at: z.string().transform(Number),
  ended_at: instant,
  first_occurred_at: instant,
  last_occurred_at: instant,
  counts: z.record(z.string(), z.coerce.number()),
});

const TIMES = ['as_of', 'began_at', 'ended_at', 'first_occurred_at', 'last_occurred_at'];
const OTHERS = Object.keys(row.shape).filter((name) => !TIMES.includes(name));

export function openImportLog(client: ClickHouseClient): ImportLog {
  return {
    note: async (entry) => {
      await client.insert({
        table: 'imports',
        columns: ['version', ...OTHERS, ...TIMES] as [string, ...string[]],
        format: 'JSONEachRow',
        values: [toRow(entry, Date.now())],
        clickhouse_settings: { date_time_input_format: 'best_effort' },
      });
    },
    list: async ({ source, kind, id }, limit) => {
      const times = TIMES.map((name) => `toString(toUnixTimestamp64Milli(${name})) AS ${name}`);
      const conditions = [
        ...(source === undefined ? [] : ['source = {source:String}']),
        ...(kind === undefined ? [] : ['kind = {kind:String}']),
        ...(id === undefined ? [] : ['id = {id:String}']),
      ];
      const rows = await readRows(client, row, {
        query: `SELECT ${[...OTHERS, ...times].join(', ')}
FROM imports FINAL
${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
ORDER BY imports.began_at DESC, id DESC
LIMIT {limit:UInt32}`,
        query_params: { source, kind, id, limit },
      });
      return rows.map(toImport);
    },
  };
}

function toImport({
  as_of,
  file_hash,
  mapping_hash,
  began_at,
  ended_at,
  first_occurred_at,
  last_occurred_at,
  ...same
}: z.output<typeof row>): Import {
  return {
    ...same,
    asOf: as_of,
    fileHash: file_hash,
    mappingHash: mapping_hash,
    beganAt: began_at,
    endedAt: ended_at,
    firstOccurredAt: first_occurred_at,
    lastOccurredAt: last_occurred_at,
  };
}

function toRow(entry: Import, version: number): Record<string, unknown> {
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    version,
    id: entry.id,
    source: entry.source,
    namespace: entry.namespace,
    kind: entry.kind,
    state: entry.state,
    complete: entry.complete ? 1 : 0,
    file: entry.file,
    file_hash: entry.fileHash,
    mapping_hash: entry.mappingHash,
    author: entry.author,
    counts: entry.counts,
    as_of: time(entry.asOf),
    began_at: time(entry.beganAt),
    ended_at: time(entry.endedAt),
    first_occurred_at: time(entry.firstOccurredAt),
    last_occurred_at: time(entry.lastOccurredAt),
  };
}
