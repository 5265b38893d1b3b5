import { COMMON_DIMENSIONS } from '../dimensions';
import { COMMON_COLUMNS, TO, within, type AnchoredFacts, type FactRecord } from './facts';
import { CREATED_FOR_ACCOUNT } from './pipeline-facts';
import { PLACE_IN_TOTAL, TOTAL_DIRECTION, totalled } from './totals';

const COLUMNS = COMMON_COLUMNS.join(', ');
const MESSAGE_DIMENSIONS = [...COMMON_DIMENSIONS, 'list', 'priority'] as const;

const MESSAGE_RECORD: FactRecord = { time: 'sent_at', id: 'message', type: "'email.sent'" };

/** Outbound messages when they were sent. */
export const messages: AnchoredFacts = {
  read: 'anchored',
  from: 'messages FINAL',
  time: 'sent_at',
  where: ['effective = 1', "direction = 'outbound'"],
  dimensions: MESSAGE_DIMENSIONS,
  entities: 'messages',
  record: MESSAGE_RECORD,
};

/** Outbound messages, and those of daily totals. */
export const messagesSent: AnchoredFacts = {
  ...messages,
  from: `(
  SELECT sent_at, message, 'email.sent' AS what, '' AS comment, list, priority, ${COLUMNS} FROM messages FINAL
  WHERE effective = 1 AND direction = 'outbound'
  UNION ALL
  SELECT occurred_at, id, type, comment, '', '', ${COLUMNS}
  FROM (${totalled('emails', ['type', `${TOTAL_DIRECTION} AS direction`, PLACE_IN_TOTAL])}) WHERE direction = 'outbound'
)`,
  where: [],
  stored: "messages FINAL WHERE effective = 1 AND direction = 'outbound'",
  record: { ...MESSAGE_RECORD, type: 'what', comment: 'comment' },
};

/**
 * A message that was opened, clicked or answered has been delivered, whether its delivery was reported or not; of sources that
 * report no deliveries, what did not come back has.
 */
export const DELIVERED = `(${[
  ...['delivered_at', 'opened_at', 'clicked_at', 'replied_at'].map((column) => `isNotNull(${column})`),
  '(isNull(bounced_at) AND source IN {delivered_implied_sources:Array(String)})',
].join(' OR ')})`;

const FOLLOWED_COLUMNS = [...COMMON_COLUMNS, 'list', 'priority'];

/** Delivered messages with the first deal created for their account from then on. */
export const followedMessages: AnchoredFacts = {
  read: 'anchored',
  from: `(
  SELECT mails.sent_at AS sent_at, mails.message AS message, ${FOLLOWED_COLUMNS.map((name) => `mails.${name} AS ${name}`).join(', ')}, deals.at AS followed_at
  FROM (
    SELECT sent_at, message, ${FOLLOWED_COLUMNS.join(', ')} FROM messages FINAL
    WHERE effective = 1 AND direction = 'outbound' AND ${within('sent_at')} AND ${DELIVERED}
  ) AS mails
  ASOF LEFT JOIN (
    ${CREATED_FOR_ACCOUNT}
  ) AS deals ON mails.account = deals.account AND mails.sent_at <= deals.at
)`,
  time: 'sent_at',
  where: [],
  dimensions: MESSAGE_DIMENSIONS,
  entities: 'delivered messages',
  record: MESSAGE_RECORD,
  stored: "messages FINAL WHERE effective = 1 AND direction = 'outbound'",
};

/** Threads with a message each way, at the first answer; a thread is split as its first outbound message. */
export const conversations: AnchoredFacts = {
  read: 'anchored',
  from: `(
  SELECT thread, greatest(minIf(mails.sent_at, direction = 'outbound'), minIf(mails.sent_at, direction = 'inbound')) AS answered_at,
    ${FOLLOWED_COLUMNS.map((name) => `argMinIf(mails.${name}, place, direction = 'outbound') AS ${name}`).join(',\n    ')}
  FROM (
    SELECT *, (sent_at, source, message) AS place FROM messages FINAL
    WHERE effective = 1 AND thread != '' AND sent_at < ${TO}
  ) AS mails
  GROUP BY namespace, thread
  HAVING countIf(direction = 'outbound') > 0 AND countIf(direction = 'inbound') > 0
)`,
  time: 'answered_at',
  where: [],
  dimensions: MESSAGE_DIMENSIONS,
  entities: 'conversations',
  record: { time: 'answered_at', id: 'thread', type: "'thread'" },
  stored: "messages FINAL WHERE effective = 1 AND direction = 'outbound'",
};
