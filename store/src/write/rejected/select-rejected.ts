import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import type { ReadClient } from '../../read/connection';
import { DEFAULT_READ_LIMITS } from '../../read/select-rows';
import { REJECTED_FORMATS, type RejectedFilter, type RejectedPage } from './rejected-event';
import { receivedAtOf } from './rejection-id';

const row = z.object({
  id: z.string(),
  received_at: z.string(),
  source: z.string(),
  type: z.string(),
  event_id: z.string(),
  code: z.string(),
  path: z.string(),
  message: z.string(),
  format: z.enum(REJECTED_FORMATS),
  body: z.string(),
  altered: z.array(z.string()),
  replayed_at: z.string().nullable(),
});

/** What the bodies of a page may have in bytes, but for the first one: a page is held in memory as a whole. */
const PAGE_BYTES = 4 * 2 ** 20;

/**
 * Refused events, the newest first: as many as the page may have in number and bytes.
 * @param page.before the id of the last one of the page before
 */
export async function selectRejected(
  client: ReadClient,
  filter: RejectedFilter,
  page: { limit: number; before?: string },
): Promise<RejectedPage> {
  const found = await selectSizes(client, filter, page);
  let bytes = 0;
  const ids = found
    .slice(0, page.limit)
    .filter((one, index) => (bytes += Number(one.bytes)) <= PAGE_BYTES || index === 0)
    .map(({ id }) => id);
  if (ids.length === 0) return { events: [], next: null };
  const { condition, parameters } = conditionOf({ ids });
  const rows = await readRows(client, row, {
    query: `SELECT id, toString(toUnixTimestamp64Milli(received_at)) AS received_at, source, type, event_id, code, path,
  message, format, body, altered, toString(toUnixTimestamp64Milli(replayed_at)) AS replayed_at
FROM rejected_events FINAL
WHERE ${condition}
${NEWEST_FIRST}`,
    query_params: parameters,
    clickhouse_settings: LIMITS,
  });
  const events = rows.map(({ received_at, event_id, replayed_at, ...same }) => ({
    ...same,
    receivedAt: Number(received_at),
    eventId: event_id,
    replayedAt: replayed_at === null ? null : Number(replayed_at),
  }));
  return { events, next: ids.length < found.length ? (ids.at(-1) ?? null) : null };
}

const LIMITS = { max_execution_time: 30, max_memory_usage: String(DEFAULT_READ_LIMITS.memoryBytes) };
const NEWEST_FIRST = 'ORDER BY rejected_events.received_at DESC, id DESC';

/** The ids of a page and how large their bodies are; one more than the page may have shows that there is a next one. */
function selectSizes(
  client: ReadClient,
  filter: RejectedFilter,
  { limit, before }: { limit: number; before?: string },
) {
  const { condition, parameters } = conditionOf(filter);
  const time = before && receivedAtOf(before);
  const after =
    time === undefined ? '' : `AND (rejected_events.received_at, id) < (${instant('before')}, {before_id:String})`;
  return readRows(client, z.object({ id: z.string(), bytes: z.string() }), {
    query: `SELECT id, toString(length(body)) AS bytes
FROM rejected_events FINAL
WHERE ${condition} ${after}
${NEWEST_FIRST}
LIMIT {limit:UInt32}`,
    query_params: { ...parameters, limit: limit + 1, before: time, before_id: before },
    clickhouse_settings: LIMITS,
  });
}

const instant = (parameter: string) => `fromUnixTimestamp64Milli({${parameter}:Int64}, 'UTC')`;

function conditionOf({ source, type, code, from, to, replayed, ids }: RejectedFilter) {
  const parts: readonly (string | false)[] = [
    source !== undefined && 'source = {source:String}',
    type !== undefined && 'type = {type:String}',
    code !== undefined && 'code = {code:String}',
    from !== undefined && `rejected_events.received_at >= ${instant('from')}`,
    to !== undefined && `rejected_events.received_at < ${instant('to')}`,
    replayed !== undefined && `isNotNull(rejected_events.replayed_at) = {replayed:UInt8}`,
    ids !== undefined && 'id IN {ids:Array(String)}',
    ids !== undefined && 'toUnixTimestamp64Milli(rejected_events.received_at) IN {times:Array(Int64)}',
  ];
  return {
    condition: parts.filter((part) => part !== false).join(' AND ') || '1',
    parameters: { source, type, code, from, to, replayed: replayed ? 1 : 0, ids, times: ids?.map(receivedAtOf) },
  };
}
