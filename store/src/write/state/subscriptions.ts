import {
  carriedText,
  carriedValue,
  dimensionsOf,
  EventHistory,
  eventsOfRecords,
  foldColumns,
  SEQUENCE,
  VERSION,
  type Entity,
} from './entity';
import { inTurns } from './turns';

const DIMENSIONS = dimensionsOf('subscription');
const FOLDED = ['is_live', 'mrr', 'started_at', 'source', ...DIMENSIONS];

const STARTED = 1;
const CHANGED = 2;
const CANCELLED = 3;
const KIND = `transform(type, ['subscription.started', 'subscription.changed'], [${STARTED}, ${CHANGED}], ${CANCELLED})`;

const events = new EventHistory([KIND, SEQUENCE, 'source', 'id', 'mrr', ...DIMENSIONS]);
const column = (name: string) => events.column('history', name);

/**
 * A subscription is live from its start until it is cancelled, and again from a later start. A change makes it live
 * where nothing is known before, and does not revive what was cancelled. What an event does not state, it inherits.
 */
const foldStatement = (
  keys: string,
) => `INSERT INTO subscription_fold (key, version, namespace, subscription, instants, times, ${foldColumns(FOLDED)})
SELECT key, version, namespace, subscription, instants,
  ${column('occurred_at')} AS times,
  arrayMap(k -> toUInt8(k != ${CANCELLED}), arrayFill(k -> k != ${CHANGED}, ${column(KIND)})) AS is_live_after,
  ${carriedValue(column('mrr'))} AS mrr_after,
  arrayMap(t -> times[greatest(1, indexOf(is_live_after, 1))], times) AS started_at_after,
  ${column('source')} AS source_after,
  ${DIMENSIONS.map((name) => `${carriedText(column(name))} AS ${name}_after`).join(',\n  ')}
FROM ${inTurns(
  `(
  SELECT key, ${VERSION} AS version, any(namespace) AS namespace, any(subscription) AS subscription,
    arraySort(groupUniqArray(occurred_at)) AS instants,
    ${events.aggregate()} AS history
  FROM ${eventsOfRecords('subscription', keys, ['sequence', 'mrr', ...DIMENSIONS])}
  GROUP BY key
)`,
  {
    ranks: column(KIND),
    ends: CANCELLED,
    resumes: STARTED,
    // It has begun by a change where nothing else came before.
    isOpenAtFirst: `t != at[1] AND ranks[1] = ${CHANGED}`,
  },
)}`;

export const subscriptions: Entity = {
  name: 'subscription',
  prefix: 'subscription.',
  tables: ['subscriptions', 'subscription_history'],
  fold: foldStatement,
};
