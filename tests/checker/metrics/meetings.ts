import { number, PEOPLE, text } from './fields';
import { flow, type CheckedMetric } from './metric';

const isOnDayOf = `(m.purpose, m.account, toDate(m.starts_at, {tz}))`;

/** Meetings held for a purpose, and connected calls for it without such a meeting with the account on that day. */
const given = (purpose: string) =>
  flow(
    'count',
    `SELECT starts_at AS at, rep, team, 1 AS value FROM meetings WHERE state = 'held' AND purpose = '${purpose}'
    UNION ALL SELECT at, ${PEOPLE}, 1 AS value FROM events
    WHERE type = 'call.logged' AND ${text('outcome')} = 'connected' AND ${text('purpose')} = '${purpose}'
      AND ('${purpose}', ifNull(${text('account')}, ''), toDate(at, {tz})) NOT IN (
        SELECT ${isOnDayOf} FROM meetings AS m WHERE m.account IS NOT NULL AND m.purpose IS NOT NULL)`,
  );

export const MEETINGS: Readonly<Record<string, CheckedMetric>> = {
  meetings_scheduled: flow(
    'count',
    `SELECT at, ${PEOPLE}, 1 AS value FROM events WHERE type = 'meeting.scheduled'
    ORDER BY at LIMIT 1 BY source, JSONExtractString(body, 'meeting')`,
  ),
  meetings_held: flow(
    'count',
    `SELECT starts_at AS at, rep, team, 1 AS value FROM meetings WHERE state = 'held' UNION ALL
    SELECT at, ${PEOPLE}, ${number('count')} AS value FROM events
    WHERE type = 'activity.totalled' AND ${text('counted')} = 'meetings'`,
  ),
  meeting_show_rate: flow(
    'ratio',
    `SELECT starts_at AS at, rep, team, state = 'held' AS value FROM meetings WHERE state IN ('held', 'no_show')`,
  ),
  demos: given('demo'),
  trainings: given('training'),
};
