import type { ClickHouseClient } from '@clickhouse/client';
import { countFrom } from '../removal/mutate';
import { idHashSql } from '../encode/encode-event';

/**
 * How many retractions of an import name an event that is not stored: it may come later, or the name may be wrong. State
 * must have followed the import.
 */
export function countMissedRetractions(client: ClickHouseClient, importId: string): Promise<number> {
  const retractions = `FROM events FINAL
WHERE import = {importId:String} AND type = 'event.retracted' AND void = 0
  AND ${idHashSql('target')} NOT IN (SELECT id_hash FROM event_ids)`;
  return countFrom(client, retractions, { importId });
}
