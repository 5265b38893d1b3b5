import type { ClickHouseClient } from '@clickhouse/client';
import { idHashSql } from '../encode/encode-event';
import { finishRemovals, nextRemoval, removeEvents } from '../removal/remove-events';

/**
 * Takes an import back: its events and their ids are gone for good, what its retractions had voided counts again, and the
 * state of every record that it touched is derived anew. An undo that is broken off is finished by the next one, or by
 * this one run again.
 * @returns how many events are gone
 */
export async function undoImport(client: ClickHouseClient, database: string, importId: string): Promise<number> {
  await finishRemovals(client, database);
  const removal = nextRemoval();
  const query_params = { removal, importId };
  // In one statement, and so all or nothing: whoever finishes what was broken off finds the whole of it.
  await client.command({
    query: `INSERT INTO removals (removal, what, hash)
WITH imported AS (SELECT DISTINCT id_hash, type, source, target FROM events WHERE import = {importId:String})
SELECT {removal:UInt64}, 'restored', ${idHashSql('target')} FROM imported WHERE type = 'event.retracted'
UNION ALL SELECT {removal:UInt64}, 'id', id_hash FROM imported
UNION ALL SELECT {removal:UInt64}, 'event', id_hash FROM imported`,
    query_params,
  });
  const events = {
    condition: "id_hash IN (SELECT hash FROM removals WHERE removal = {removal:UInt64} AND what = 'event')",
    parameters: { removal },
  };
  const removed = await removeEvents(client, database, removal, events);
  return removed.get('events') ?? 0;
}
