import { carriedText, carriedValue, EventHistory, INSTANT, LABEL, VERSION, type Entity } from './entity';
import { columnLines, dimensionColumns, engine, foldLines, foldNames, historySchema, stateAt } from './state-columns';

const DIMENSIONS = dimensionColumns('subscription');
const STATE = [
  { name: 'is_live', type: 'UInt8' },
  { name: 'mrr', type: 'Nullable(Decimal(18, 2))' },
  { name: 'started_at', type: INSTANT },
  { name: 'source', type: LABEL },
  ...DIMENSIONS,
];

/** The fold's result: what held after each event, as arrays, for the views to spread into tables. */
const fold = `CREATE TABLE IF NOT EXISTS subscription_fold (
  key UInt64,
  version UInt64,
  namespace String,
  subscription String,
  instants Array(${INSTANT}),
  times Array(${INSTANT}),
${foldLines(STATE)}
) ENGINE = Null`;

/** The subscription as its last event left it. */
const current = `CREATE TABLE IF NOT EXISTS subscriptions (
  key UInt64,
  version UInt64,
  namespace ${LABEL},
  subscription String,
  valid_from ${INSTANT},
${columnLines(STATE)}
) ${engine('key, namespace, subscription')}`;

const currentView = `CREATE MATERIALIZED VIEW IF NOT EXISTS subscriptions_view TO subscriptions AS
SELECT key, version, namespace, subscription, times[last] AS valid_from,
  ${stateAt(STATE, 'last')}
FROM (SELECT *, toUInt32(length(times)) AS last FROM subscription_fold)`;

const STARTED = 1;
const CHANGED = 2;
const CANCELLED = 3;
const KIND = `transform(type, ['subscription.started', 'subscription.changed'], [${STARTED}, ${CHANGED}], ${CANCELLED})`;

const events = new EventHistory([KIND, 'source', 'id', 'mrr', ...DIMENSIONS.map(({ name }) => name)]);
const column = (name: string) => events.column('history', name);

/**
 * A subscription is live from its start until it is cancelled, and again from a later start. A change makes it live
 * where nothing is known before, and does not revive what was cancelled. What an event does not state, it inherits.
 */
const foldStatement = (
  keys: string,
) => `INSERT INTO subscription_fold (key, version, namespace, subscription, instants, times, ${foldNames(STATE)})
SELECT key, version, namespace, subscription, instants,
  ${column('occurred_at')} AS times,
  arrayMap(k -> toUInt8(k != ${CANCELLED}), arrayFill(k -> k != ${CHANGED}, ${column(KIND)})) AS is_live_after,
  ${carriedValue(column('mrr'))} AS mrr_after,
  arrayMap(t -> times[greatest(1, indexOf(is_live_after, 1))], times) AS started_at_after,
  ${column('source')} AS source_after,
  ${DIMENSIONS.map(({ name }) => `${carriedText(column(name))} AS ${name}_after`).join(',\n  ')}
FROM (
  SELECT key, ${VERSION} AS version, any(namespace) AS namespace, any(subscription) AS subscription,
    arraySort(groupUniqArray(occurred_at)) AS instants,
    ${events.aggregate()} AS history
  FROM entity_events FINAL
  WHERE entity = 'subscription' AND ${keys}
  GROUP BY key
)`;

export const subscriptions: Entity = {
  name: 'subscription',
  prefix: 'subscription.',
  tables: ['subscriptions', 'subscription_history'],
  schema: [fold, current, currentView, ...historySchema('subscription', STATE)],
  fold: foldStatement,
};
