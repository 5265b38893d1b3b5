import { INSTANT, LABEL, STATE_DIMENSIONS } from './entity';

/** A column of a table of state. */
export interface StateColumn {
  name: string;
  type: string;
}

/** The shared dimensions as columns; an entity's own id is none of its dimensions. */
export const dimensionColumns = (entity: string): readonly StateColumn[] =>
  STATE_DIMENSIONS.filter((name) => name !== entity).map((name) => ({ name, type: LABEL }));

/** The columns as lines of a table's definition. */
export const columnLines = (columns: readonly StateColumn[]): string =>
  columns.map(({ name, type }) => `  ${name} ${type}`).join(',\n');

/** The columns as lines of a fold's definition: each an array of what held after each event. */
export const foldLines = (columns: readonly StateColumn[]): string =>
  columns.map(({ name, type }) => `  ${name}_after Array(${type === LABEL ? 'String' : type})`).join(',\n');

/** The names of those columns. */
export const foldNames = (columns: readonly StateColumn[]): string =>
  columns.map(({ name }) => `${name}_after`).join(', ');

/** What held after one event of a fold. */
export const stateAt = (columns: readonly StateColumn[], index: string): string =>
  columns.map(({ name }) => `${name}_after[${index}] AS ${name}`).join(', ');

export const engine = (orderBy: string): string => `ENGINE = ReplacingMergeTree(version)
ORDER BY (${orderBy})
SETTINGS index_granularity = 1024`;

/**
 * The table of the states that events have ended, and the view that fills it from the entity's fold: its `instants`,
 * the `times` of the events that count, and what held after each. A row's key is the ending event's instant, which
 * never goes away, so a row that turns out wrong is overwritten with effective = 0. Sorted by the end: a range reads
 * only what ended after it began.
 */
export function historySchema(entity: string, columns: readonly StateColumn[]): string[] {
  const table = `${entity}_history`;
  return [
    `CREATE TABLE IF NOT EXISTS ${table} (
  valid_to ${INSTANT},
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace ${LABEL},
  ${entity} String,
  valid_from ${INSTANT},
${columnLines(columns)}
) ${engine(`valid_to, key, namespace, ${entity}`)}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ${table}_view TO ${table} AS
SELECT valid_to, key, version, toUInt8(before > 0 AND has(times, valid_to)) AS effective, namespace, ${entity},
  times[before] AS valid_from,
  ${stateAt(columns, 'before')}
FROM (
  SELECT *, arrayJoin(instants) AS valid_to, toUInt32(arrayLastIndex(t -> t < valid_to, times)) AS before
  FROM ${entity}_fold
)`,
  ];
}
