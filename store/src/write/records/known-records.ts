import type { ClickHouseClient } from '@clickhouse/client';
import {
  CLEARABLE_FIELDS,
  canonicalDecimal,
  endingStates,
  recordKind,
  type KnownEvent,
  type RecordKind,
} from '@saleshub/model';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';

/** What is stored of one record. */
export interface StoredRecord {
  /** Its events that count, of every source of the namespace. */
  events: KnownEvent[];
  /** The ids of all its events, also of those that no longer count. */
  ids: Set<string>;
}

const MONEY = ['amount', 'mrr'];

const row = z.object({
  record: z.string(),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  at: z.string().transform(Number),
  sequence: z
    .number()
    .nullable()
    .transform((value) => value ?? undefined),
  void: z.number(),
  cleared: z.array(z.string()),
  values: z.array(z.string().nullable()),
});

/**
 * What is stored of some records, by their id. State must have been derived: events that are still on their way are not
 * among them.
 */
export async function readStoredRecords(
  client: ClickHouseClient,
  { kind, namespace }: { kind: RecordKind; namespace: string },
  ids: readonly string[],
): Promise<Map<string, StoredRecord>> {
  const found = new Map<string, StoredRecord>();
  if (ids.length === 0) return found;
  const definition = recordKind(kind);
  const names = [...new Set([...definition.states, ...endingStates(definition), 'into'])];
  // The ids stand in the text, as hexadecimal digits: a parameter of this length would not fit into a URL.
  const listed = ids.map((id) => `unhex('${Buffer.from(id).toString('hex')}')`).join(',');
  const rows = await readRows(client, row, {
    query: `SELECT ${kind} AS record, id, source, type, toString(toUnixTimestamp64Milli(occurred_at)) AS at, sequence, void, cleared,
  [${names.map((name) => `toString(${name})`).join(', ')}] AS values
FROM entity_events FINAL
WHERE entity = {kind:String} AND namespace = {namespace:String}
  AND key IN (SELECT sipHash64({namespace:String}, arrayJoin([${listed}])))`,
    query_params: { kind, namespace },
    clickhouse_settings: { max_query_size: '16000000' },
  });
  for (const { record, values, void: isVoid, cleared, ...event } of rows) {
    const stored = found.get(record) ?? { events: [], ids: new Set() };
    found.set(record, stored);
    stored.ids.add(event.id);
    if (isVoid === 0) stored.events.push({ ...event, values: toValues(names, values, cleared) });
  }
  return found;
}

function toValues(
  names: readonly string[],
  values: readonly (string | null)[],
  cleared: readonly string[],
): Record<string, string | null> {
  const stated: Record<string, string | null> = {};
  for (const [index, name] of names.entries()) {
    const value = values[index] ?? '';
    if (cleared.includes(name) && (CLEARABLE_FIELDS as readonly string[]).includes(name)) stated[name] = null;
    else if (value !== '') stated[name] = MONEY.includes(name) ? (canonicalDecimal(value) ?? value) : value;
  }
  return stated;
}

/** Whether anything is stored of any record of a kind, also of those that are gone. */
export async function hasRecords(
  client: ClickHouseClient,
  { kind, namespace }: { kind: RecordKind; namespace: string },
): Promise<boolean> {
  const rows = await readRows(client, z.unknown(), {
    query: 'SELECT 1 FROM entity_events WHERE entity = {kind:String} AND namespace = {namespace:String} LIMIT 1',
    query_params: { kind, namespace },
  });
  return rows.length > 0;
}

const IDS_AT_ONCE = 100_000;

const idRow = z.object({ key: z.string().transform(BigInt), record: z.string() });

/** The ids of the records that a namespace has, as of a moment, some at a time; those that are deleted or merged left out. */
export async function* listRecordIds(
  client: ClickHouseClient,
  { kind, namespace, asOf }: { kind: RecordKind; namespace: string; asOf: number },
): AsyncGenerator<string[], void> {
  let rows: z.output<typeof idRow>[] = [];
  do {
    const from = (rows.at(-1)?.key ?? -1n) + 1n;
    rows = await readRows(client, idRow, {
      query: `SELECT toString(entity_events.key) AS key, any(${kind}) AS record
FROM entity_events FINAL
WHERE entity = {kind:String} AND namespace = {namespace:String} AND void = 0 AND entity_events.key >= {from:UInt64}
GROUP BY entity_events.key
HAVING countIf(type IN ('record.deleted', 'record.merged')) = 0
  AND min(toUnixTimestamp64Milli(occurred_at)) <= {asOf:Int64}
ORDER BY entity_events.key
LIMIT {limit:UInt32}`,
      query_params: { kind, namespace, asOf, from, limit: IDS_AT_ONCE },
    });
    yield rows.map(({ record }) => record);
  } while (rows.length === IDS_AT_ONCE);
}
