import type { ClickHouseClient } from '@clickhouse/client';
import { SHARED_DIMENSIONS } from '@saleshub/model';
import { z } from 'zod';
import { idHashSql } from '../encode/encode-event';
import { STORED_COLUMNS } from '../schema/column-types';
import { ENTITIES } from './entities';
import { CLEARED, type Entity } from './entity';

const COLUMNS = STORED_COLUMNS.map(({ name }) => name);
const ALL_COLUMNS = COLUMNS.join(', ');

/**
 * Brings all derived state up to the given commits. Every statement may run again, at any time and in any process, and
 * leaves the same: rows are replaced under keys that events gave them, by versions that grow with what is known.
 */
export async function deriveState(client: ClickHouseClient, commits: readonly bigint[]): Promise<void> {
  if (commits.length === 0) return;
  const latest = commits.reduce((left, right) => (right > left ? right : left));
  const parameters = { commits, latest };
  const run = (statement: string) => client.command({ query: statement, query_params: parameters });

  await run(
    `INSERT INTO event_ids SELECT id_hash, body_hash, type, occurred_at, commit FROM events WHERE ${IN_COMMITS}`,
  );
  await run(voidRetracted());
  await run(voidReusedIds());
  for (const entity of await touchedEntities(client, commits)) {
    await run(logEvents(entity));
    await run(entity.fold(touchedKeys(entity)));
  }
}

const IN_COMMITS = 'commit IN {commits:Array(UInt64)}';

const typeRow = z.object({ type: z.string() });

/** The entities that the commits' events speak of; among them are events that were voided under the latest commit. */
async function touchedEntities(client: ClickHouseClient, commits: readonly bigint[]): Promise<Entity[]> {
  const result = await client.query({
    query: `SELECT DISTINCT type FROM events WHERE ${IN_COMMITS}`,
    query_params: { commits },
    format: 'JSONEachRow',
  });
  const types = z.array(typeRow).parse(await result.json());
  return ENTITIES.filter(({ prefix }) => types.some(({ type }) => type.startsWith(prefix)));
}

/** What a copy of an event that no longer counts has instead; it outranks every other version of its row. */
const OF_A_VOIDED_EVENT: Record<string, string> = {
  void: '1',
  version: 'toInt64({latest:UInt64})',
  // The commit of what voided it, so that its entity is looked at again.
  commit: '{latest:UInt64}',
};
const VOIDED_COLUMNS = COLUMNS.map((name) => OF_A_VOIDED_EVENT[name] ?? name).join(', ');

/** The rows of `events` under the given id hashes, by the table's key. */
const standing = (hashes: string) => `FROM events FINAL
WHERE (type, occurred_at) IN (SELECT type, occurred_at FROM event_ids WHERE id_hash IN (${hashes}))
  AND id_hash IN (${hashes}) AND void = 0`;

/** A retraction takes back its source's event, whichever of the two came first. A retraction cannot be retracted. */
function voidRetracted(): string {
  const target = idHashSql('target');
  const hashes = `SELECT ${target} FROM events FINAL WHERE type = 'event.retracted'
    AND (${IN_COMMITS} OR ${target} IN (SELECT id_hash FROM events WHERE ${IN_COMMITS}))`;
  return `INSERT INTO events (${ALL_COLUMNS})
SELECT ${VOIDED_COLUMNS}
${standing(hashes)} AND type != 'event.retracted'`;
}

/** One id, several events, as two processes may let in at once: the one that was received first counts. */
function voidReusedIds(): string {
  const hashes = `SELECT id_hash FROM event_ids FINAL
    WHERE id_hash IN (SELECT id_hash FROM events WHERE ${IN_COMMITS})
    GROUP BY id_hash HAVING count() > 1`;
  return `INSERT INTO events (${ALL_COLUMNS})
SELECT ${VOIDED_COLUMNS}
FROM (
  SELECT *, row_number() OVER (PARTITION BY source, id ORDER BY commit, type, occurred_at) AS place
  ${standing(hashes)}
)
WHERE place > 1`;
}

const keyOf = (entity: Entity) => `sipHash64(namespace, ${entity.name})`;

function logEvents(entity: Entity): string {
  const shared: readonly string[] = SHARED_DIMENSIONS;
  const stated = COLUMNS.map((name) =>
    shared.includes(name) ? `if(has(cleared, '${name}'), ${CLEARED}, ${name})` : name,
  );
  return `INSERT INTO entity_events (entity, key, ${ALL_COLUMNS})
SELECT '${entity.name}', ${keyOf(entity)}, ${stated.join(', ')}
FROM events
WHERE ${IN_COMMITS} AND startsWith(type, '${entity.prefix}')`;
}

function touchedKeys(entity: Entity): string {
  return `SELECT ${keyOf(entity)} FROM events WHERE ${IN_COMMITS} AND startsWith(type, '${entity.prefix}')`;
}
