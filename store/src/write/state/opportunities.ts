import {
  carriedOrCleared,
  carriedText,
  CLEARED,
  dimensionsOf,
  EventHistory,
  eventsOfRecords,
  foldColumns,
  SEQUENCE,
  VERSION,
  type Entity,
} from './entity';
import { inTurns } from './turns';

const CREATED = 1;
const CHANGED = 2;
const WON = 3;
const LOST = 4;
const REOPENED = 5;
const KIND = `transform(type, ['opportunity.created', 'opportunity.won', 'opportunity.lost', 'opportunity.reopened'], [${CREATED}, ${WON}, ${LOST}, ${REOPENED}], ${CHANGED})`;
const IS_CLOSE = "type IN ('opportunity.won', 'opportunity.lost')";

const TEXTS = ['loss_reason', 'stage'];
const DIMENSIONS = dimensionsOf('opportunity');
/** What the fold computes after each event, in the order of its statement. */
const FOLDED = ['is_open', 'in_progress', 'stage', 'loss_reason', 'amount', 'expected_close', 'source', ...DIMENSIONS];

/** Won and lost rank the same: where both come at one instant, the sequence, the source and the id decide. */
const RANK = `least(${KIND}, ${WON}) + (${KIND} = ${REOPENED})`;
const CLOSE_RANK = WON;
const REOPENED_RANK = WON + 1;
const events = new EventHistory([
  RANK,
  SEQUENCE,
  'source',
  'id',
  KIND,
  'amount',
  'expected_close',
  'cleared',
  ...TEXTS,
  ...DIMENSIONS,
]);
const column = (name: string) => events.column('history', name);
const isCleared = (name: string) => `arrayMap(c -> has(c, '${name}'), ${column('cleared')})`;
/** What the created event states holds from the beginning where that is earlier: the first event inherits it. */
const fromTheBeginning = (array: string, says: (value: string) => string) =>
  `arrayMap((v, i) -> if(i = 1 AND created_event > 1 AND NOT (${says('v')}), ${array}[created_event], v), ${array}, arrayEnumerate(${array}))`;
const carried = (names: readonly string[]) =>
  names
    .map((name) => `${carriedText(fromTheBeginning(column(name), (value) => `${value} != ''`))} AS ${name}_after`)
    .join(',\n  ');
const carriedNumber = (name: string, values: string) =>
  `${carriedOrCleared(
    fromTheBeginning(values, (value) => `isNotNull(${value}) OR has(${column('cleared')}[1], '${name}')`),
    isCleared(name),
  )} AS ${name}_after`;

/**
 * An opportunity's life from its events, in their order:
 * - It is created by its created event, or by its first close or reopening where that is earlier. Without a created
 *   event, its earliest event creates it.
 * - The close that counts is the last one, unless the opportunity was reopened after it.
 * - It is open from its creation to the close that counts: what was open, plus what was created, less what was closed is
 *   what is open. From an earlier close to the reopening it was not in progress, though: that time belongs to no stage.
 * - What an event does not state, it inherits. What the created event states holds from the beginning: a deal may be
 *   entered after it was closed. A loss reason belongs to its own loss. The amount that a lost event states is not the
 *   deal's: CRMs set it to zero when they close it.
 */
const foldStatement = (
  keys: string,
) => `INSERT INTO opportunity_fold (key, version, namespace, opportunity, instants, close_instants, stage_instants, times,
  created_index, close_index, won, ${foldColumns(FOLDED)})
SELECT key, version, namespace, opportunity, instants, close_instants, stage_instants, times,
  created_index, close_index,
  toUInt8(close_index > 0 AND kinds[close_index] = ${WON}) AS won,
  arrayMap(i -> toUInt8(i >= created_index AND (close_index = 0 OR i < close_index)), arrayEnumerate(times)) AS is_open_after,
  in_progress_after,
  ${carried(['stage'])},
  ${carriedText(`arrayMap((v, k) -> if(v = '' AND k NOT IN (${CHANGED}, ${LOST}), ${CLEARED}, v), ${column('loss_reason')}, kinds)`)} AS loss_reason_after,
  ${carriedNumber('amount', `arrayMap((v, k) -> if(k = ${LOST}, NULL, v), ${column('amount')}, kinds)`)},
  ${carriedNumber('expected_close', column('expected_close'))},
  ${column('source')} AS source_after,
  ${carried(DIMENSIONS)}
FROM (
  SELECT *,
    toUInt32(multiIf(empty(times), 0, created_event = 0, 1, close_event = 0, created_event,
      least(created_event, close_event))) AS created_index,
    arrayMap((o, i) -> toUInt8(o != 0 AND i >= created_index),
      arrayFill(o -> o != 2, arrayMap(k -> multiIf(k IN (${WON}, ${LOST}), 0, k = ${REOPENED}, 1, 2), kinds)),
      arrayEnumerate(kinds)) AS in_progress_after,
    toUInt32(arrayLastIndex(k -> k IN (${WON}, ${LOST}, ${REOPENED}), kinds)) AS turn,
    toUInt32(if(kinds[turn] = ${REOPENED}, 0, turn)) AS close_index
  FROM (
    SELECT *,
      ${column('occurred_at')} AS times,
      ${column(KIND)} AS kinds,
      indexOf(kinds, ${CREATED}) AS created_event,
      arrayFirstIndex(k -> k > 2, kinds) AS close_event
    FROM ${inTurns(
      `(
      SELECT key, ${VERSION} AS version, any(namespace) AS namespace, any(opportunity) AS opportunity,
        arraySort(groupUniqArray(occurred_at)) AS instants,
        arraySort(groupUniqArrayIf(occurred_at, ${IS_CLOSE})) AS close_instants,
        arraySort(groupUniqArrayIf(occurred_at, ${IS_CLOSE} OR stage != '')) AS stage_instants,
        ${events.aggregate()} AS history
      FROM ${eventsOfRecords('opportunity', keys, ['sequence', 'amount', 'expected_close', ...TEXTS, ...DIMENSIONS])}
      GROUP BY key
    )`,
      { ranks: column(RANK), ends: CLOSE_RANK, resumes: REOPENED_RANK, isOpenAtFirst: '1' },
    )}
  )
)`;

export const opportunities: Entity = {
  name: 'opportunity',
  prefix: 'opportunity.',
  tables: [
    'opportunities',
    'open_opportunities',
    'opportunity_history',
    'opportunity_creations',
    'opportunity_closes',
    'opportunity_stages',
  ],
  fold: foldStatement,
};
