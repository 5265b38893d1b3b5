import { text } from './fields';
import { flow, type CheckedMetric } from './metric';

/** Tickets as they were opened; `resolutions` and `reopenings` in the order of time. */
const TICKETS = `(
SELECT source, ticket, minIf(at, type = 'ticket.opened') AS opened_at, argMin(who, at).1 AS rep, argMin(who, at).2 AS team,
  parseDateTime64BestEffortOrNull(max(due), 3, 'UTC') AS due_at,
  groupArrayIf(at, type = 'ticket.first_replied') AS replies,
  arraySort(groupArrayIf(at, type = 'ticket.resolved')) AS resolutions,
  arraySort(groupArrayIf(at, type = 'ticket.reopened')) AS reopenings
FROM (
  SELECT source, ${text('ticket')} AS ticket, at, type, JSONExtractString(body, 'due_at') AS due, (${text('rep')}, ${text('team')}) AS who
  FROM events WHERE startsWith(type, 'ticket.'))
GROUP BY source, ticket)`;

/** Tickets that are resolved and not open again, with when they were resolved last. */
const RESOLVED = `(
SELECT *, resolutions[-1] AS resolved_at FROM ${TICKETS}
WHERE notEmpty(resolutions) AND (empty(reopenings) OR reopenings[-1] < resolutions[-1]))`;

const seconds = (from: string, to: string) => `dateDiff('millisecond', ${from}, ${to}) / 1000`;

export const TICKETS_METRICS: Readonly<Record<string, CheckedMetric>> = {
  ticket_volume: flow('count', `SELECT opened_at AS at, rep, team, 1 AS value FROM ${TICKETS}`),
  ticket_first_response: flow(
    'median',
    `SELECT arrayMin(replies) AS at, rep, team, ${seconds('opened_at', 'at')} AS value FROM ${TICKETS}
    WHERE notEmpty(replies) AND at >= opened_at`,
  ),
  ticket_resolution: flow(
    'median',
    `SELECT resolved_at AS at, rep, team, ${seconds('opened_at', 'at')} AS value FROM ${RESOLVED} WHERE at >= opened_at`,
  ),
  ticket_reply_rate: flow(
    'ratio',
    `SELECT opened_at AS at, rep, team,
      arrayExists(reply -> reply >= opened_at AND reply < opened_at + INTERVAL 24 HOUR, replies) AS value FROM ${TICKETS}`,
  ),
  ticket_due_rate: flow(
    'ratio',
    `SELECT due_at AS at, rep, team, arrayFilter(at -> at <= due_at, resolutions) AS ends,
      notEmpty(ends) AND NOT arrayExists(at -> at <= due_at AND at > ends[-1], reopenings) AS value
    FROM ${TICKETS} WHERE due_at IS NOT NULL`,
  ),
  ticket_reopen_rate: flow(
    'ratio',
    `SELECT resolutions[-1] AS at, rep, team, notEmpty(reopenings) AS value FROM ${TICKETS} WHERE notEmpty(resolutions)`,
  ),
};
