import { number, PEOPLE, text } from './fields';
import { flow, type CheckedMetric } from './metric';

/** Outbound messages with what proves their delivery, and the instants of what people did with them. */
const MESSAGES = `(
SELECT source, message, minIf(at, type = 'email.sent') AS sent_at, argMin(r, at).1 AS rep, argMin(r, at).2 AS team, argMin(r, at).3 AS account,
  countIf(type IN ('email.delivered', 'email.replied') OR type IN ('email.opened', 'email.clicked') AND NOT machine) > 0
    AS delivered,
  countIf(type = 'email.bounced') > 0 AS bounced, groupArrayIf((type, at), NOT machine) AS done
FROM (
  SELECT source, ${text('message')} AS message, at, type, JSONExtractBool(body, 'machine') AS machine,
    (${text('rep')}, ${text('team')}, ${text('account')}) AS r, ifNull(${text('direction')}, 'outbound') AS direction
  FROM events WHERE startsWith(type, 'email.'))
GROUP BY source, message HAVING countIf(type = 'email.sent') > 0 AND argMinIf(direction, at, type = 'email.sent') = 'outbound')`;

const rateWithin7Days = (type: string) =>
  flow(
    'ratio',
    `SELECT sent_at AS at, rep, team,
      arrayExists(x -> x.1 = '${type}' AND x.2 >= sent_at AND x.2 < sent_at + INTERVAL 168 HOUR, done) AS value
    FROM ${MESSAGES} WHERE delivered`,
  );

export const EMAIL: Readonly<Record<string, CheckedMetric>> = {
  emails_sent: flow(
    'count',
    `SELECT sent_at AS at, rep, team, 1 AS value FROM ${MESSAGES} UNION ALL
    SELECT at, ${PEOPLE}, ${number('count')} AS value FROM events
    WHERE type = 'activity.totalled' AND ${text('counted')} = 'emails' AND ifNull(${text('direction')}, 'outbound') = 'outbound'`,
  ),
  email_delivery_rate: flow('ratio', `SELECT sent_at AS at, rep, team, delivered AS value FROM ${MESSAGES}`),
  email_bounce_rate: flow('ratio', `SELECT sent_at AS at, rep, team, bounced AS value FROM ${MESSAGES}`),
  email_open_rate: rateWithin7Days('email.opened'),
  email_click_rate: rateWithin7Days('email.clicked'),
  email_reply_rate: rateWithin7Days('email.replied'),
  email_unsubscribe_rate: rateWithin7Days('email.unsubscribed'),
  email_conversations: flow(
    'count',
    `SELECT greatest(minIf(sent_at, direction = 'outbound'), minIf(sent_at, direction = 'inbound')) AS at,
      argMinIf(who, sent_at, direction = 'outbound').1 AS rep,
      argMinIf(who, sent_at, direction = 'outbound').2 AS team, 1 AS value
    FROM (SELECT source, at AS sent_at, ${text('thread')} AS thread, ifNull(${text('direction')}, 'outbound') AS direction, (${text('rep')}, ${text('team')}) AS who
      FROM events WHERE type = 'email.sent' AND thread IS NOT NULL)
    GROUP BY source, thread HAVING uniqExact(direction) = 2`,
  ),
  email_conversion_rate: flow(
    'ratio',
    `SELECT m.sent_at AS at, m.rep AS rep, m.team AS team, countIf(o.at >= m.sent_at AND o.at < m.sent_at + INTERVAL 720 HOUR) > 0 AS value
    FROM ${MESSAGES} AS m LEFT JOIN deal_creations AS o ON o.account = m.account
    WHERE m.delivered AND m.account IS NOT NULL GROUP BY m.source, m.message, m.sent_at, m.rep, m.team`,
  ),
};
