import { PEOPLE, text } from './fields';
import { flow, type CheckedMetric } from './metric';

const LEADS = `(
SELECT source, ${text('lead')} AS lead, at, ${PEOPLE}, ${text('account')} AS account, ${text('contact')} AS contact
FROM events WHERE type = 'lead.created')`;

/** Outbound calls, outbound messages and meetings that were held, with whom. */
const TOUCHES = `(
SELECT source, at, ${text('lead')} AS lead, ${text('account')} AS account, ${text('contact')} AS contact FROM events
WHERE type IN ('call.logged', 'email.sent') AND ifNull(${text('direction')}, 'outbound') = 'outbound'
UNION ALL SELECT source, starts_at, lead, account, contact FROM meetings WHERE state = 'held')`;

/** When each lead was first answered, NULL where it was not. */
const ANSWERED = `(
SELECT l.at AS created_at, l.rep AS rep, l.team AS team, minOrNullIf(t.at, t.at >= l.at) AS answered_at
FROM ${LEADS} AS l CROSS JOIN ${TOUCHES} AS t
WHERE ifNull(t.account = l.account, 0) OR ifNull(t.contact = l.contact, 0) OR t.source = l.source AND ifNull(t.lead = l.lead, 0)
GROUP BY l.source, l.lead, l.at, l.rep, l.team)`;

export const LEAD_METRICS: Readonly<Record<string, CheckedMetric>> = {
  new_leads: flow('count', `SELECT at, rep, team, 1 AS value FROM ${LEADS}`),
  lead_qualification_rate: flow(
    'ratio',
    `SELECT l.at AS at, l.rep AS rep, l.team AS team, countIf(q.at >= l.at AND q.at < l.at + INTERVAL 2160 HOUR) > 0 AS value
    FROM ${LEADS} AS l LEFT JOIN (
      SELECT source, ${text('lead')} AS lead, at FROM events WHERE type = 'lead.qualified') AS q
      ON q.source = l.source AND q.lead = l.lead
    GROUP BY l.source, l.lead, l.at, l.rep, l.team`,
  ),
  lead_conversion_rate: flow(
    'ratio',
    `SELECT l.at AS at, l.rep AS rep, l.team AS team, max(o.at < l.at + INTERVAL 2160 HOUR AND (
        ifNull(o.lead = l.lead, 0) AND o.source = l.source OR ifNull(o.account = l.account, 0) AND o.at >= l.at)) AS value
    FROM ${LEADS} AS l CROSS JOIN deal_creations AS o
    GROUP BY l.source, l.lead, l.at, l.rep, l.team`,
  ),
  lead_response_time: flow(
    'median',
    `SELECT answered_at AS at, rep, team, dateDiff('millisecond', created_at, answered_at) / 1000 AS value
    FROM ${ANSWERED} WHERE answered_at IS NOT NULL`,
  ),
  unanswered_leads: flow(
    'ratio',
    `SELECT l.at AS at, rep, team, (source, lead) NOT IN (
      SELECT l.source, l.lead FROM ${LEADS} AS l CROSS JOIN ${TOUCHES} AS t
      WHERE t.at >= l.at AND t.at < l.at + INTERVAL 168 HOUR AND (ifNull(t.account = l.account, 0)
        OR ifNull(t.contact = l.contact, 0) OR t.source = l.source AND ifNull(t.lead = l.lead, 0))) AS value
    FROM ${LEADS} AS l`,
  ),
};
