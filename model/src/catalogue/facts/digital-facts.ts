import { COMMON_DIMENSIONS } from '../dimensions';
import { COMMON_COLUMNS, FROM, TO, eventFacts, eventsOf, within, type AnchoredFacts } from './facts';

const VISIT_COLUMNS = [...COMMON_COLUMNS, 'page'];
/** So long without a page ends a session. */
const SESSION_GAP = 'toIntervalMinute(30)';

/** Sessions at their first page. */
export const webSessions: AnchoredFacts = {
  read: 'anchored',
  from: `(
  SELECT visitor, occurred_at, tags, ${VISIT_COLUMNS.join(', ')}
  FROM (
    SELECT *, lagInFrame(occurred_at) OVER (
      PARTITION BY visitor ORDER BY occurred_at, source, id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
    ) AS before
    FROM (
      SELECT visitor, source, id, occurred_at, tags, ${VISIT_COLUMNS.filter((name) => name !== 'source').join(', ')}
      FROM ${eventsOf('web.visited')} AND occurred_at >= ${FROM} - ${SESSION_GAP} AND occurred_at < ${TO}
    )
  )
  WHERE before <= occurred_at - ${SESSION_GAP}
)`,
  time: 'occurred_at',
  where: [],
  dimensions: [...COMMON_DIMENSIONS, 'tag', 'page'],
  entities: 'web visits',
  record: { time: 'occurred_at', id: 'visitor', type: "'web.visited'" },
  stored: eventsOf('web.visited'),
};

/** Visitors at their first page ever, with their first lead from then on. */
export const firstVisits: AnchoredFacts = {
  read: 'anchored',
  from: `(
  SELECT visits.first_at AS first_at, visits.visitor AS visitor, ${VISIT_COLUMNS.map((name) => `visits.first_${name} AS ${name}`).join(', ')}, leads.created_at AS lead_at
  FROM (
    SELECT visitor, min(occurred_at) AS first_at,
      ${VISIT_COLUMNS.map((name) => `argMin(${name}, (occurred_at, source, id)) AS first_${name}`).join(',\n      ')}
    FROM ${eventsOf('web.visited')} AND occurred_at < ${TO}
    GROUP BY visitor
    HAVING ${within('first_at')}
  ) AS visits
  ASOF LEFT JOIN (SELECT visitor, created_at FROM leads FINAL WHERE effective = 1 AND visitor != '') AS leads
    ON visits.visitor = leads.visitor AND visits.first_at <= leads.created_at
)`,
  time: 'first_at',
  where: [],
  dimensions: [...COMMON_DIMENSIONS, 'page'],
  entities: 'visitors',
  record: { time: 'first_at', id: 'visitor', type: "'web.visited'" },
  stored: eventsOf('web.visited'),
};

export const intentSignals = eventFacts('intent.observed', 'signals', ['intent']);
