import { COMMON_DIMENSIONS, type Dimension } from '../dimensions';
import {
  COMMON_COLUMNS,
  FIRST_END,
  FROM,
  HELD_POINTS,
  HOLDS_STILL,
  TO,
  dayOf,
  localDay,
  trailingPoints,
  type AnchoredFacts,
  type FactRecord,
  type IntervalFacts,
  type PointFacts,
} from './facts';

const OPPORTUNITY_DIMENSIONS = [...COMMON_DIMENSIONS, 'stage'] as const satisfies readonly Dimension[];
const CLOSE_DIMENSIONS = [...OPPORTUNITY_DIMENSIONS, 'loss_reason'] as const satisfies readonly Dimension[];
const COLUMNS = [...COMMON_COLUMNS, 'stage'].join(', ');

/** Opportunities at the close that counts: the latest, unless they are open again. */
export const closes: AnchoredFacts = {
  read: 'anchored',
  from: 'opportunity_closes FINAL',
  time: 'closed_at',
  where: ['effective = 1'],
  dimensions: CLOSE_DIMENSIONS,
  entities: 'closed opportunities',
  record: {
    time: 'closed_at',
    id: 'opportunity',
    type: "if(is_won = 1, 'opportunity.won', 'opportunity.lost')",
    amount: 'amount',
    comment: 'loss_reason',
  },
};

/** Opportunities when they were created. */
export const creations: AnchoredFacts = {
  read: 'anchored',
  from: 'opportunity_creations FINAL',
  time: 'created_at',
  where: ['effective = 1'],
  dimensions: OPPORTUNITY_DIMENSIONS,
  entities: 'opportunities',
  record: { time: 'created_at', id: 'opportunity', type: "'opportunity.created'", amount: 'amount' },
};

/** The intervals in which an opportunity was open, of those that ended since some instant. */
export const openSince = (since: string) => `(
    SELECT valid_from, ${HOLDS_STILL} AS valid_to, key, opportunity, ${COLUMNS}, amount, expected_close
    FROM open_opportunities FINAL WHERE is_open = 1
    UNION ALL
    SELECT valid_from, valid_to, key, opportunity, ${COLUMNS}, amount, expected_close
    FROM opportunity_history FINAL WHERE effective = 1 AND is_open = 1 AND valid_to >= ${since}
  )`;

/** An open opportunity, since it last changed. */
const OPEN_RECORD: FactRecord = { time: 'valid_from', id: 'opportunity', type: "'opportunity'", amount: 'amount' };

/** The intervals in which an opportunity was open with the same stage, amount and dimensions. */
export const openIntervals: IntervalFacts = {
  read: 'intervals',
  from: openSince(FIRST_END),
  where: [],
  dimensions: OPPORTUNITY_DIMENSIONS,
  entities: 'open opportunities',
  stored: 'open_opportunities FINAL WHERE is_open = 1',
  record: OPEN_RECORD,
};

/** Open opportunities at each point. */
const OPEN_AT_POINTS = `SELECT opportunity, ${COLUMNS}, amount, expected_close, valid_from, point
    FROM ${openSince(FIRST_END)} ARRAY JOIN ${HELD_POINTS} AS point`;

/** Days from creation to close, by the calendar. */
export const CYCLE_DAYS = `dateDiff('day', ${localDay('created_at')}, ${localDay('closed_at')})`;

/** Stages when an opportunity left them. */
export const stageRuns: AnchoredFacts = {
  read: 'anchored',
  from: 'opportunity_stages FINAL',
  time: 'left_at',
  where: ['effective = 1'],
  dimensions: OPPORTUNITY_DIMENSIONS,
  entities: 'stages left',
  record: { time: 'left_at', id: 'opportunity', type: "'opportunity'", amount: 'amount' },
};

/** Days in a stage, by the calendar. */
export const STAGE_DAYS = `dateDiff('day', ${localDay('entered_at')}, ${localDay('left_at')})`;

const TRAILING_DAYS = 90;
const NO_AMOUNT = 'CAST(NULL AS Nullable(Decimal(18, 2)))';

/** What the speed of sales is made of: what is open at each point, and what was closed in the 90 days before. */
export const velocityParts: PointFacts = {
  read: 'points',
  from: `(
  SELECT valid_from AS at, opportunity, ${COLUMNS}, point, 1 AS is_open, 0 AS is_won, ${NO_AMOUNT} AS amount, 0 AS cycle
  FROM (${OPEN_AT_POINTS})
  UNION ALL
  SELECT closed_at AS at, opportunity, ${COLUMNS}, point, 0 AS is_open, is_won, amount, ${CYCLE_DAYS} AS cycle
  FROM (
    SELECT * FROM opportunity_closes FINAL
    WHERE effective = 1 AND closed_at >= ${FIRST_END} - toIntervalDay(${TRAILING_DAYS + 1}) AND closed_at < ${TO}
  ) ARRAY JOIN ${trailingPoints('closed_at', TRAILING_DAYS)} AS point
)`,
  where: [],
  dimensions: OPPORTUNITY_DIMENSIONS,
  entities: 'opportunities',
  stored: 'open_opportunities FINAL WHERE is_open = 1',
  record: { time: 'at', id: 'opportunity', type: "'opportunity'", amount: 'amount' },
};

const TYPICAL_DAYS = 365;

/** Open opportunities without an event for longer than twice the typical time in their stage. */
export const stalled: PointFacts = {
  read: 'points',
  from: `(
  SELECT ${['opportunity', 'valid_from', ...COMMON_COLUMNS, 'stage'].map((name) => `open.${name} AS ${name}`).join(', ')}, open.amount AS amount, open.point AS point
  FROM (${OPEN_AT_POINTS} WHERE stage != '') AS open
  INNER JOIN (
    SELECT stage, point.1 AS bucket, quantileExactInclusive(0.5)(${STAGE_DAYS}) AS typical
    FROM (
      SELECT stage, entered_at, left_at FROM opportunity_stages FINAL
      WHERE effective = 1 AND left_at >= ${FIRST_END} - toIntervalDay(${TYPICAL_DAYS + 1}) AND left_at < ${TO}
    ) ARRAY JOIN ${trailingPoints('left_at', TYPICAL_DAYS)} AS point
    GROUP BY stage, bucket
  ) AS runs ON runs.stage = open.stage AND runs.bucket = open.point.1
  WHERE dateDiff('day', ${localDay('open.valid_from')}, ${dayOf('open.point.3')}) > 2 * runs.typical
)`,
  where: [],
  dimensions: OPPORTUNITY_DIMENSIONS,
  entities: 'open opportunities',
  stored: 'open_opportunities FINAL WHERE is_open = 1',
  record: OPEN_RECORD,
};

/** The deals that e-mails, calls and leads may have led to, by account. */
export const CREATED_FOR_ACCOUNT = `SELECT account, created_at AS at FROM opportunity_creations FINAL
    WHERE effective = 1 AND account != '' AND created_at >= ${FROM}`;
export const WON_FOR_ACCOUNT = `SELECT account, closed_at AS at FROM opportunity_closes FINAL
    WHERE effective = 1 AND is_won = 1 AND account != '' AND closed_at >= ${FROM}`;
/** The first deal that each lead became, whenever the lead was entered; null in a join where there is none. */
export const CREATED_FOR_LEAD = `SELECT namespace, lead, toNullable(min(created_at)) AS at FROM opportunity_creations FINAL
    WHERE effective = 1 AND lead != ''
    GROUP BY namespace, lead`;
