import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import type { ReadClient } from '../../read/connection';
import { DEFAULT_READ_LIMITS } from '../../read/select-rows';
import { REJECTED_FORMATS, type KeptRejectedEvent, type RejectedFilter } from './rejected-event';
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

/**
 * Refused events, the newest first.
 * @param page.before the id of the last one of the page before
 */
export async function selectRejected(
  client: ReadClient,
  filter: RejectedFilter,
  page: { limit: number; before?: string },
): Promise<KeptRejectedEvent[]> {
  const { condition, parameters } = conditionOf(filter);
  const before = page.before && receivedAtOf(page.before);
  const after =
    before === undefined ? '' : `AND (rejected_events.received_at, id) < (${instant('before')}, {before_id:String})`;
  const rows = await readRows(client, row, {
    query: `SELECT id, toString(toUnixTimestamp64Milli(received_at)) AS received_at, source, type, event_id, code, path,
  message, format, body, altered, toString(toUnixTimestamp64Milli(replayed_at)) AS replayed_at
FROM rejected_events FINAL
WHERE ${condition} ${after}
ORDER BY rejected_events.received_at DESC, id DESC
LIMIT {limit:UInt32}`,
    query_params: { ...parameters, limit: page.limit, before, before_id: page.before },
    clickhouse_settings: { max_execution_time: 30, max_memory_usage: String(DEFAULT_READ_LIMITS.memoryBytes) },
  });
  return rows.map(({ received_at, event_id, replayed_at, ...same }) => ({
    ...same,
    receivedAt: Number(received_at),
    eventId: event_id,
    replayedAt: replayed_at === null ? null : Number(replayed_at),
  }));
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
