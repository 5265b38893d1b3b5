import {
  CLEARED,
  dimensionColumns,
  EventHistory,
  INSTANT,
  LABEL,
  STATE_DIMENSIONS,
  VERSION,
  type Entity,
} from './entity';

/** What can happen to a message, and the column that keeps when it first did. */
const OUTCOMES = [
  ['email.delivered', 'delivered_at'],
  ['email.opened', 'opened_at'],
  ['email.clicked', 'clicked_at'],
  ['email.replied', 'replied_at'],
  ['email.bounced', 'bounced_at'],
  ['email.unsubscribed', 'unsubscribed_at'],
] as const;

const outcomeColumns = OUTCOMES.map(([, column]) => `  ${column} Nullable(${INSTANT})`).join(',\n');
const SENT_TEXTS = ['thread', 'direction', 'list', 'priority', ...STATE_DIMENSIONS];

const fold = `CREATE TABLE IF NOT EXISTS message_fold (
  key UInt64,
  version UInt64,
  namespace String,
  message String,
  sent_instants Array(${INSTANT}),
  is_sent UInt8,
  first_sent_at ${INSTANT},
  thread String,
  direction String,
  list String,
  priority String,
${outcomeColumns},
  source String,
${dimensionColumns('String')}
) ENGINE = Null`;

/** Messages at the instant they were sent, with the first time that each thing happened to them. */
const messagesTable = `CREATE TABLE IF NOT EXISTS messages (
  sent_at ${INSTANT},
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace ${LABEL},
  message String,
  thread String,
  direction ${LABEL},
  list ${LABEL},
  priority ${LABEL},
${outcomeColumns},
  source ${LABEL},
${dimensionColumns(LABEL)}
) ENGINE = ReplacingMergeTree(version)
ORDER BY (sent_at, key, namespace, message)
SETTINGS index_granularity = 1024`;

const view = `CREATE MATERIALIZED VIEW IF NOT EXISTS messages_view TO messages AS
SELECT arrayJoin(sent_instants) AS sent_at, toUInt8(is_sent = 1 AND first_sent_at = sent_at) AS effective,
  * EXCEPT (sent_instants, is_sent, first_sent_at)
FROM message_fold`;

const sent = new EventHistory(['source', 'id', ...SENT_TEXTS]);
const first = (name: string) => sent.column('history[1]', name);

/** A message is what its first sent event says; opens that a machine made are left out. */
const foldStatement = (keys: string) => `INSERT INTO message_fold
SELECT key, version, namespace, message, sent_instants, toUInt8(notEmpty(history)) AS is_sent,
  ${first('occurred_at')} AS first_sent_at,
  ${first('thread')} AS thread,
  if(${first('direction')} = '', 'outbound', ${first('direction')}) AS direction,
  ${first('list')} AS list,
  ${first('priority')} AS priority,
  ${OUTCOMES.map(([, column]) => column).join(', ')},
  ${first('source')} AS source,
  ${STATE_DIMENSIONS.map((name) => `replaceOne(${first(name)}, ${CLEARED}, '') AS ${name}`).join(',\n  ')}
FROM (
  SELECT key, ${VERSION} AS version, any(namespace) AS namespace, any(message) AS message,
    arraySort(groupUniqArrayIf(occurred_at, type = 'email.sent')) AS sent_instants,
    ${sent.aggregate("type = 'email.sent'")} AS history,
    ${OUTCOMES.map(
      ([type, column]) =>
        `minOrNullIf(occurred_at, void = 0 AND type = '${type}'${type === 'email.opened' ? ' AND machine = 0' : ''}) AS ${column}`,
    ).join(',\n    ')}
  FROM entity_events FINAL
  WHERE entity = 'message' AND key IN (${keys})
  GROUP BY key
)`;

export const messages: Entity = {
  name: 'message',
  prefix: 'email.',
  idColumn: 'message',
  schema: [fold, messagesTable, view],
  fold: foldStatement,
};
