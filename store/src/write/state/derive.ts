import type { ClickHouseClient } from '@clickhouse/client';
import { RECORD_KINDS, SHARED_DIMENSIONS, type RecordKind } from '@saleshub/model';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import { idHashSql } from '../encode/encode-event';
import { STORED_COLUMNS } from '../schema/column-types';
import { LOGGED_KINDS } from './entities';
import { CLEARED, isMergeable, type Entity, type LoggedKind } from './entity';

const COLUMNS = STORED_COLUMNS.map(({ name }) => name);
/** Every column of an event, for statements that copy events from table to table by name. */
export const ALL_COLUMNS = COLUMNS.join(', ');

/** Events whose entities are to be derived. */
export interface EventScope {
  /** A condition on the rows of `events`. */
  condition: string;
  parameters: Record<string, unknown>;
  /** What events that are voided on the way get as their commit. */
  commit: bigint;
}

/**
 * Brings all derived state up to the given commits. Every statement may run again, at any time and in any process, and
 * leaves the same: rows are replaced under keys that events gave them, by versions that grow with what is known.
 */
export async function deriveState(client: ClickHouseClient, commits: readonly bigint[]): Promise<void> {
  if (commits.length === 0) return;
  const commit = commits.reduce((left, right) => (right > left ? right : left));
  // What is voided belongs to the scope, so that its entity is looked at again.
  await deriveScope(client, { condition: 'commit IN {commits:Array(UInt64)}', parameters: { commits }, commit });
}

/** Brings the state of the records that the scope's events belong to up to them. */
export async function deriveScope(client: ClickHouseClient, scope: EventScope): Promise<void> {
  await indexIds(client, scope);
  await deriveEntities(client, scope);
}

/** Notes where the events stand; those of every scope that shares an id must be noted before entities are derived. */
export async function indexIds(client: ClickHouseClient, { condition, parameters }: EventScope): Promise<void> {
  await client.command({
    query: `INSERT INTO event_ids (id_hash, body_hash, type, occurred_at, commit)
SELECT id_hash, body_hash, type, occurred_at, commit FROM events WHERE ${condition}`,
    query_params: parameters,
  });
}

/** Voids what no longer counts and recomputes the records that the scope's events belong to. */
async function deriveEntities(client: ClickHouseClient, scope: EventScope): Promise<void> {
  const { condition, parameters } = scope;
  for (const kind of await logScope(client, scope)) {
    if ('fold' in kind)
      await client.command({ query: kind.fold(touchedKeys(kind, condition)), query_params: parameters });
  }
}

/**
 * Voids what no longer counts and copies the scope's events into `entity_events`, beside the others of their records.
 * @returns the kinds of records that the events belong to
 */
export async function logScope(client: ClickHouseClient, scope: EventScope): Promise<(LoggedKind | Entity)[]> {
  const { condition, parameters, commit } = scope;
  const run = (query: string) => client.command({ query, query_params: { ...parameters, latest: commit } });
  await run(voidRetracted(condition));
  await run(voidReusedIds(condition));
  const { touched, mentionsMerges } = await touchedKinds(client, scope);
  if (touched.length > 0) await run(logEvents(touched, condition));
  if (mentionsMerges) await run(logMerges(condition));
  return touched;
}

const typeRow = z.object({ type: z.string(), kind: z.string() });

async function touchedKinds(
  client: ClickHouseClient,
  { condition, parameters }: EventScope,
): Promise<{ touched: (LoggedKind | Entity)[]; mentionsMerges: boolean }> {
  const types = await readRows(client, typeRow, {
    query: `SELECT DISTINCT type, if(${IS_OF_RECORDS}, kind, '') AS kind FROM events WHERE ${condition}`,
    query_params: parameters,
  });
  return {
    touched: LOGGED_KINDS.filter(({ name, prefix }) =>
      types.some(({ type, kind }) => type.startsWith(prefix) || kind === name),
    ),
    mentionsMerges: types.some(({ type }) => type === 'record.merged'),
  };
}

/** What a copy of an event that no longer counts has instead; it outranks every other version of its row. */
const OF_A_VOIDED_EVENT: Record<string, string> = {
  void: '1',
  version: 'toInt64({latest:UInt64})',
  commit: '{latest:UInt64}',
};
const VOIDED_COLUMNS = COLUMNS.map((name) => OF_A_VOIDED_EVENT[name] ?? name).join(', ');

/** The rows of `events` under the given id hashes, by the table's key. */
const standing = (hashes: string) => `FROM events FINAL
WHERE (type, occurred_at) IN (SELECT type, occurred_at FROM event_ids WHERE id_hash IN (${hashes}))
  AND id_hash IN (${hashes}) AND void = 0`;

/** A retraction takes back its source's event, whichever of the two came first. A retraction cannot be retracted. */
function voidRetracted(scope: string): string {
  const target = idHashSql('target');
  const hashes = `SELECT ${target} FROM events FINAL WHERE type = 'event.retracted'
    AND (${scope} OR ${target} IN (SELECT id_hash FROM events WHERE ${scope}))`;
  return `INSERT INTO events (${ALL_COLUMNS})
SELECT ${VOIDED_COLUMNS}
${standing(hashes)} AND type != 'event.retracted'`;
}

/** One id, several events, as two processes may let in at once: the one that was received first counts. */
function voidReusedIds(scope: string): string {
  const hashes = `SELECT id_hash FROM event_ids FINAL
    WHERE id_hash IN (SELECT id_hash FROM events WHERE ${scope})
    GROUP BY id_hash HAVING count() > 1`;
  return `INSERT INTO events (${ALL_COLUMNS})
SELECT ${VOIDED_COLUMNS}
FROM (
  SELECT *, row_number() OVER (PARTITION BY source, id ORDER BY commit, type, occurred_at) AS place
  ${standing(hashes)}
)
WHERE place > 1`;
}

/** What a source says of a record as such, whatever its kind. */
const IS_OF_RECORDS = "startsWith(type, 'record.')";

const isRecordKind = (name: string): name is RecordKind => (RECORD_KINDS as readonly string[]).includes(name);

const isOf = ({ name, prefix }: LoggedKind) => {
  const isOwn = `startsWith(type, '${prefix}')`;
  return isRecordKind(name) ? `(${isOwn} OR (${IS_OF_RECORDS} AND kind = '${name}'))` : isOwn;
};

/** The id of the record that an event of the kind is about. */
const idOf = ({ name }: LoggedKind) => (isRecordKind(name) ? `if(${IS_OF_RECORDS}, record, ${name})` : name);

const keyOf = (id: string) => `sipHash64(namespace, ${id})`;

/** Every column of an event as `entity_events` keeps it: with its record's id, and with marks where it clears a text. */
const LOGGED_COLUMNS = COLUMNS.map((name) => {
  const clearable = [...SHARED_DIMENSIONS, 'stage'].includes(name);
  const stated = clearable ? `if(has(cleared, '${name}'), ${CLEARED}, ${name})` : name;
  return isRecordKind(name) ? `if(${IS_OF_RECORDS} AND kind = '${name}', record, ${stated})` : stated;
}).join(', ');

/** Copies the events of some kinds of records into `entity_events`; all in one pass, since most columns are read anyway. */
function logEvents(kinds: readonly LoggedKind[], scope: string): string {
  const perKind = (value: (kind: LoggedKind) => string) =>
    `multiIf(${kinds.map((kind) => `${isOf(kind)}, ${value(kind)}`).join(', ')}, '')`;
  return `INSERT INTO entity_events (entity, key, ${ALL_COLUMNS})
SELECT ${perKind(({ name }) => `'${name}'`)}, ${keyOf(perKind(idOf))},
  ${LOGGED_COLUMNS}
FROM events
WHERE ${scope} AND (${kinds.map(isOf).join(' OR ')})`;
}

/** Merges are kept by themselves once more, where those into a record are found. */
function logMerges(scope: string): string {
  return `INSERT INTO entity_events (entity, key, ${ALL_COLUMNS})
SELECT 'merge', ${keyOf('into')}, ${ALL_COLUMNS}
FROM events
WHERE ${scope} AND type = 'record.merged'`;
}

/** The records that the scope's events are about, and those that these were merged into. */
function touchedKeys(entity: Entity, scope: string): string {
  const own = `SELECT ${keyOf(idOf(entity))} FROM events WHERE ${scope} AND ${isOf(entity)}`;
  if (!isMergeable(entity.name)) return `key IN (${own})`;
  return `key IN (${own} UNION ALL SELECT key FROM record_merges WHERE entity = '${entity.name}' AND from_key IN (${own}))`;
}
