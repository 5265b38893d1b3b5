import { INSTANT, LABEL } from './entity';
import { columnLines, dimensionColumns, engine, foldLines, historySchema, stateAt } from './state-columns';

export const DIMENSIONS = dimensionColumns('opportunity');

const STATE = [
  { name: 'stage', type: LABEL },
  { name: 'amount', type: 'Nullable(Decimal(18, 2))' },
  { name: 'expected_close', type: 'Nullable(Date)' },
  { name: 'source', type: LABEL },
  ...DIMENSIONS,
];
const IS_OPEN = { name: 'is_open', type: 'UInt8' };
const LOSS_REASON = { name: 'loss_reason', type: LABEL };

/** What the fold computes after each event, in the order of its statement. */
export const FOLDED = [IS_OPEN, LOSS_REASON, ...STATE];

/** The fold's result: what held after each event, as arrays, for the views to spread into tables. */
const fold = `CREATE TABLE IF NOT EXISTS opportunity_fold (
  key UInt64,
  version UInt64,
  namespace String,
  opportunity String,
  instants Array(${INSTANT}),
  close_instants Array(${INSTANT}),
  stage_instants Array(${INSTANT}),
  times Array(${INSTANT}),
  created_index UInt32,
  close_index UInt32,
  won UInt8,
${foldLines(FOLDED)}
) ENGINE = Null`;

/** The opportunity as its last event left it. */
const current = `CREATE TABLE IF NOT EXISTS opportunities (
  key UInt64,
  version UInt64,
  namespace ${LABEL},
  opportunity String,
  valid_from ${INSTANT},
  created_at Nullable(${INSTANT}),
  closed_at Nullable(${INSTANT}),
  outcome ${LABEL},
${columnLines([LOSS_REASON, IS_OPEN, ...STATE])}
) ${engine('key, namespace, opportunity')}`;

const currentView = `CREATE MATERIALIZED VIEW IF NOT EXISTS opportunities_view TO opportunities AS
SELECT key, version, namespace, opportunity,
  times[last] AS valid_from,
  if(created_index = 0, NULL, times[created_index]) AS created_at,
  if(close_index = 0, NULL, times[close_index]) AS closed_at,
  multiIf(close_index = 0, '', won = 1, 'won', 'lost') AS outcome,
  if(close_index = 0 OR won = 1, '', loss_reason_after[close_index]) AS loss_reason,
  ${stateAt([IS_OPEN, ...STATE], 'last')}
FROM (SELECT *, toUInt32(length(times)) AS last FROM opportunity_fold)`;

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
${columnLines(STATE)}
) ${engine('created_at, key, namespace, opportunity')}`;

const creationsView = `CREATE MATERIALIZED VIEW IF NOT EXISTS opportunity_creations_view TO opportunity_creations AS
SELECT created_at, key, version, toUInt8(created_index > 0 AND times[created_index] = created_at) AS effective,
  namespace, opportunity,
  if(close_index = 0, NULL, times[close_index]) AS closed_at, won AS is_won,
  ${stateAt(STATE, 'created_index')}
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
${columnLines([LOSS_REASON, ...STATE])}
) ${engine('closed_at, key, namespace, opportunity')}`;

const closesView = `CREATE MATERIALIZED VIEW IF NOT EXISTS opportunity_closes_view TO opportunity_closes AS
SELECT closed_at, key, version, toUInt8(close_index > 0 AND times[close_index] = closed_at) AS effective,
  namespace, opportunity, times[created_index] AS created_at, won AS is_won,
  if(won = 1, '', loss_reason_after[close_index]) AS loss_reason,
  ${stateAt(STATE, 'close_index')}
FROM (SELECT *, arrayJoin(close_instants) AS closed_at FROM opportunity_fold)`;

const OF_A_STAGE = STATE.filter(({ name }) => name !== 'expected_close');

/**
 * A row for each instant at which the opportunity may have left a stage, by moving on or by closing; where it did, the
 * row is effective and says how it stood just before. A stage that was entered and left at one instant has none.
 */
const stages = `CREATE TABLE IF NOT EXISTS opportunity_stages (
  left_at ${INSTANT},
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace ${LABEL},
  opportunity String,
  entered_at ${INSTANT},
${columnLines(OF_A_STAGE)}
) ${engine('left_at, key, namespace, opportunity')}`;

/** `entries` holds, for each event, the place of the one with which the stage of that moment began. */
const stagesView = `CREATE MATERIALIZED VIEW IF NOT EXISTS opportunity_stages_view TO opportunity_stages AS
SELECT left_at, key, version, toUInt8(leaving > 0) AS effective, namespace, opportunity,
  times[entries[before]] AS entered_at,
  ${stateAt(OF_A_STAGE, 'before')}
FROM (
  SELECT *, arrayJoin(stage_instants) AS left_at,
    toUInt32(arrayFirstIndex((t, leaves) -> leaves AND t = left_at, times, leavings)) AS leaving,
    toUInt32(if(leaving = 0, 0, leaving - 1)) AS before
  FROM (
    SELECT *,
      arrayFill(i -> i != 0, arrayMap(
        i -> if(i > 1 AND is_open_after[i] = is_open_after[i - 1] AND stage_after[i] = stage_after[i - 1], 0, i),
        arrayEnumerate(times))) AS entries,
      arrayMap(
        i -> i > 1 AND entries[i] = i AND is_open_after[i - 1] = 1 AND stage_after[i - 1] != ''
          AND times[entries[i - 1]] < times[i],
        arrayEnumerate(times)) AS leavings
    FROM opportunity_fold
  )
)`;

/**
 * The opportunities that are open now, so that what is open can be told without reading all that ever were. One that is
 * closed has a row that says so and nothing else, until no older row of it can be left; see tidy-state.ts.
 */
const open = `CREATE TABLE IF NOT EXISTS open_opportunities (
  key UInt64,
  version UInt64,
  is_open UInt8,
  written_at DateTime DEFAULT now(),
  namespace ${LABEL},
  opportunity String,
  valid_from ${INSTANT},
${columnLines(STATE)}
) ${engine('key, namespace, opportunity')}`;

const openView = `CREATE MATERIALIZED VIEW IF NOT EXISTS open_opportunities_view TO open_opportunities AS
SELECT key, version, toUInt8(notEmpty(times) AND is_open_after[-1] = 1) AS is_open, namespace, opportunity,
  if(is_open = 1, times[-1], toDateTime64(0, 3, 'UTC')) AS valid_from,
  ${STATE.map(({ name }) => `if(is_open = 1, ${name}_after, [])[-1] AS ${name}`).join(', ')}
FROM opportunity_fold`;

export const OPEN_OPPORTUNITIES: readonly string[] = [open, openView];

export const OPPORTUNITY_SCHEMA: readonly string[] = [
  fold,
  current,
  currentView,
  ...historySchema('opportunity', [IS_OPEN, ...STATE]),
  creations,
  creationsView,
  closes,
  closesView,
  stages,
  stagesView,
];
