import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../read/read-rows';

/** What has come from a source. */
export interface SourceSummary {
  source: string;
  /** Events that count. */
  events: number;
  /** Refused events that are kept. */
  rejected: number;
  /** When the latest event occurred, and when the latest one came, milliseconds since 1970. */
  lastOccurredAt: number | null;
  lastReceivedAt: number | null;
}

const row = z.object({
  source: z.string(),
  events: z.string(),
  rejected: z.string(),
  occurred: z.string().nullable(),
  received: z.string().nullable(),
});

const instant = (column: string) => `toNullable(toUnixTimestamp64Milli(max(${column})))`;

/** Every source that has a key, or of which anything has come. */
export async function readSources(client: ClickHouseClient): Promise<SourceSummary[]> {
  const rows = await readRows(client, row, {
    query: `SELECT source, toString(sum(events)) AS events, toString(sum(rejected)) AS rejected,
  toString(max(occurred)) AS occurred, toString(max(received)) AS received
FROM (
  SELECT source, count() AS events, 0 AS rejected, ${instant('occurred_at')} AS occurred, ${instant('received_at')} AS received
  FROM events FINAL WHERE void = 0 GROUP BY source
  UNION ALL
  SELECT source, 0, count(), NULL, NULL FROM rejected_events FINAL GROUP BY source
  UNION ALL
  SELECT DISTINCT source, 0, 0, NULL, NULL FROM api_keys
)
GROUP BY source ORDER BY source`,
    clickhouse_settings: { max_execution_time: 30 },
  });
  const numberOrNull = (text: string | null) => (text === null ? null : Number(text));
  return rows.map(({ source, events, rejected, occurred, received }) => ({
    source,
    events: Number(events),
    rejected: Number(rejected),
    lastOccurredAt: numberOrNull(occurred),
    lastReceivedAt: numberOrNull(received),
  }));
}
