import {
  carriedText,
  carriedValue,
  dimensionColumns,
  EventHistory,
  INSTANT,
  LABEL,
  STATE_DIMENSIONS,
  VERSION,
  type Entity,
} from './entity';

const TEXTS = ['stage', 'loss_reason', ...STATE_DIMENSIONS];

/** The fold's result: what held after each event, as arrays, for the views to spread into tables. */
const fold = `CREATE TABLE IF NOT EXISTS opportunity_fold (
  key UInt64,
  version UInt64,
  namespace String,
  opportunity String,
  instants Array(${INSTANT}),
  close_instants Array(${INSTANT}),
  times Array(${INSTANT}),
  created_index UInt32,
  close_index UInt32,
  won UInt8,
  open_after Array(UInt8),
  amount_after Array(Nullable(Decimal(18, 2))),
  expected_close_after Array(Nullable(Date)),
  source_after Array(String),
${TEXTS.map((name) => `  ${name}_after Array(String)`).join(',\n')}
) ENGINE = Null`;

const stateColumns = `  stage ${LABEL},
  amount Nullable(Decimal(18, 2)),
  expected_close Nullable(Date),
  source ${LABEL},
${dimensionColumns(LABEL)}`;

const stateAt = (index: string) =>
  ['stage', 'amount', 'expected_close', 'source', ...STATE_DIMENSIONS]
    .map((name) => `${name}_after[${index}] AS ${name}`)
    .join(', ');

const engine = (orderBy: string) => `ENGINE = ReplacingMergeTree(version)
ORDER BY (${orderBy})
SETTINGS index_granularity = 1024`;

/** The opportunity as its last event left it. */
const current = `CREATE TABLE IF NOT EXISTS opportunities (
  key UInt64,
  version UInt64,
  namespace ${LABEL},
  opportunity String,
  valid_from ${INSTANT},
  is_open UInt8,
  created_at Nullable(${INSTANT}),
  closed_at Nullable(${INSTANT}),
  outcome ${LABEL},
  loss_reason ${LABEL},
${stateColumns}
) ${engine('key, namespace, opportunity')}`;

const currentView = `CREATE MATERIALIZED VIEW IF NOT EXISTS opportunities_view TO opportunities AS
SELECT key, version, namespace, opportunity,
  times[last] AS valid_from, open_after[last] AS is_open,
  if(created_index = 0, NULL, times[created_index]) AS created_at,
  if(close_index = 0, NULL, times[close_index]) AS closed_at,
  multiIf(close_index = 0, '', won = 1, 'won', 'lost') AS outcome,
  if(close_index = 0 OR won = 1, '', loss_reason_after[close_index]) AS loss_reason,
  ${stateAt('last')}
FROM (SELECT *, toUInt32(length(times)) AS last FROM opportunity_fold)`;

/**
 * The states that events have ended. A row's key is the ending event's instant, which never goes away, so a row that
 * turns out wrong is overwritten with effective = 0. Sorted by the end: a range reads only what ended after it began.
 */
const history = `CREATE TABLE IF NOT EXISTS opportunity_history (
  valid_to ${INSTANT},
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace ${LABEL},
  opportunity String,
  valid_from ${INSTANT},
  is_open UInt8,
${stateColumns}
) ${engine('valid_to, key, namespace, opportunity')}`;

const historyView = `CREATE MATERIALIZED VIEW IF NOT EXISTS opportunity_history_view TO opportunity_history AS
SELECT valid_to, key, version, toUInt8(before > 0 AND has(times, valid_to)) AS effective, namespace, opportunity,
  times[before] AS valid_from, open_after[before] AS is_open,
  ${stateAt('before')}
FROM (
  SELECT *, arrayJoin(instants) AS valid_to, toUInt32(arrayLastIndex(t -> t < valid_to, times)) AS before
  FROM opportunity_fold
)`;

/** A row for each instant at which the opportunity may have been created; the one that counts is effective. */
const creations = `CREATE TABLE IF NOT EXISTS opportunity_creations (
  created_at ${INSTANT},
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace ${LABEL},
  opportunity String,
  closed_at Nullable(${INSTANT}),
  is_won UInt8,
${stateColumns}
) ${engine('created_at, key, namespace, opportunity')}`;

const creationsView = `CREATE MATERIALIZED VIEW IF NOT EXISTS opportunity_creations_view TO opportunity_creations AS
SELECT created_at, key, version, toUInt8(created_index > 0 AND times[created_index] = created_at) AS effective,
  namespace, opportunity,
  if(close_index = 0, NULL, times[close_index]) AS closed_at, won AS is_won,
  ${stateAt('created_index')}
FROM (SELECT *, arrayJoin(instants) AS created_at FROM opportunity_fold)`;

/** A row for each instant at which the opportunity was won or lost; the one that counts is effective. */
const closes = `CREATE TABLE IF NOT EXISTS opportunity_closes (
  closed_at ${INSTANT},
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace ${LABEL},
  opportunity String,
  created_at ${INSTANT},
  is_won UInt8,
  loss_reason ${LABEL},
${stateColumns}
) ${engine('closed_at, key, namespace, opportunity')}`;

const closesView = `CREATE MATERIALIZED VIEW IF NOT EXISTS opportunity_closes_view TO opportunity_closes AS
SELECT closed_at, key, version, toUInt8(close_index > 0 AND times[close_index] = closed_at) AS effective,
  namespace, opportunity, times[created_index] AS created_at, won AS is_won,
  if(won = 1, '', loss_reason_after[close_index]) AS loss_reason,
  ${stateAt('close_index')}
FROM (SELECT *, arrayJoin(close_instants) AS closed_at FROM opportunity_fold)`;

const CREATED = 1;
const WON = 3;
const LOST = 4;
const REOPENED = 5;
const kind = `transform(type, ['opportunity.created', 'opportunity.won', 'opportunity.lost', 'opportunity.reopened'], [${CREATED}, ${WON}, ${LOST}, ${REOPENED}], 2)`;

// Won and lost rank the same: between them the source and the id decide.
const events = new EventHistory([
  'least(kind, 3) + (kind = 5)',
  'source',
  'id',
  'kind',
  'amount',
  'expected_close',
  ...TEXTS,
]);
const column = (name: string) => events.column('history', name);

/**
 * An opportunity's life from its events, in their order:
 * - It is created by its created event, or by its first close or reopening where that is earlier. Without a created
 *   event, its earliest event creates it.
 * - It is open from then on, closed by won and lost, open again by reopened.
 * - The close that counts is the last one, if it is closed now.
 * - What an event does not state, it inherits. The amount that a lost event states is not the deal's: CRMs set it to
 *   zero when they close it.
 */
const foldStatement = (keys: string) => `INSERT INTO opportunity_fold
SELECT key, version, namespace, opportunity, instants, close_instants, times,
  created_index,
  if(is_open_now, 0, toUInt32(arrayLastIndex(k -> k IN (${WON}, ${LOST}), kinds))) AS close_index,
  toUInt8(close_index > 0 AND kinds[close_index] = ${WON}) AS won,
  open_after,
  ${carriedValue(`arrayMap((v, k) -> if(k = ${LOST}, NULL, v), ${column('amount')}, kinds)`)} AS amount_after,
  ${carriedValue(column('expected_close'))} AS expected_close_after,
  ${column('source')} AS source_after,
  ${TEXTS.map((name) => `${carriedText(column(name))} AS ${name}_after`).join(',\n  ')}
FROM (
  SELECT *,
    toUInt32(multiIf(empty(times), 0, created_event = 0, 1, close_event = 0, created_event,
      least(created_event, close_event))) AS created_index,
    arrayMap((o, i) -> toUInt8(o != 0 AND i >= created_index),
      arrayFill(o -> o != 2, arrayMap(k -> multiIf(k IN (${WON}, ${LOST}), 0, k = ${REOPENED}, 1, 2), kinds)),
      arrayEnumerate(kinds)) AS open_after,
    open_after[-1] = 1 AS is_open_now
  FROM (
    SELECT *,
      ${column('occurred_at')} AS times,
      ${column('kind')} AS kinds,
      indexOf(kinds, ${CREATED}) AS created_event,
      arrayFirstIndex(k -> k > 2, kinds) AS close_event
    FROM (
      SELECT key, ${VERSION} AS version, any(namespace) AS namespace, any(opportunity) AS opportunity,
        arraySort(groupUniqArray(occurred_at)) AS instants,
        arraySort(groupUniqArrayIf(occurred_at, kind IN (${WON}, ${LOST}))) AS close_instants,
        ${events.aggregate()} AS history
      FROM (SELECT *, ${kind} AS kind FROM entity_events FINAL WHERE entity = 'opportunity' AND key IN (${keys}))
      GROUP BY key
    )
  )
)`;

export const opportunities: Entity = {
  name: 'opportunity',
  prefix: 'opportunity.',
  idColumn: 'opportunity',
  schema: [fold, current, currentView, history, historyView, creations, creationsView, closes, closesView],
  fold: foldStatement,
};
