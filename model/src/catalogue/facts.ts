import { COMMON_DIMENSIONS, type Dimension } from './dimensions';

/** Where facts of one sort are read: one row a fact, each once however often its events arrived. */
export interface Facts {
  /** A table, or a subquery in parentheses. */
  from: string;
  /** The anchor: the column that says when the fact counts. For levels, when it began to hold. */
  time: string;
  where: readonly string[];
  dimensions: readonly Dimension[];
  /** What one fact is, in the plural. */
  entities: string;
}

const OPPORTUNITY_DIMENSIONS = [...COMMON_DIMENSIONS, 'stage'] as const satisfies readonly Dimension[];

/** The events of one type, read as facts of their own. */
function eventFacts(type: string, entities: string, dimensions: readonly Dimension[], where: string[] = []): Facts {
  return {
    from: 'events FINAL',
    time: 'occurred_at',
    where: [`type = '${type}'`, 'void = 0', ...where],
    dimensions: [...COMMON_DIMENSIONS, ...dimensions],
    entities,
  };
}

const HOLDS_STILL = "toDateTime64('2299-12-31 00:00:00', 3, 'UTC')";
const OPEN_COLUMNS =
  'rep, team, region, segment, pipeline, channel, product, campaign, competitor, account, origin, source, stage, amount';

export const facts = {
  /** Opportunities at the close that counts: the latest, unless they are open again. */
  closes: {
    from: 'opportunity_closes FINAL',
    time: 'closed_at',
    where: ['effective = 1'],
    dimensions: [...OPPORTUNITY_DIMENSIONS, 'loss_reason'],
    entities: 'closed opportunities',
  },
  /** Opportunities when they were created. */
  creations: {
    from: 'opportunity_creations FINAL',
    time: 'created_at',
    where: ['effective = 1'],
    dimensions: OPPORTUNITY_DIMENSIONS,
    entities: 'opportunities',
  },
  /** The intervals in which an opportunity was open with the same stage, amount and dimensions. */
  open_intervals: {
    from: `(
    SELECT valid_from, ${HOLDS_STILL} AS valid_to, ${OPEN_COLUMNS}
    FROM opportunities FINAL WHERE is_open = 1
    UNION ALL
    SELECT valid_from, valid_to, ${OPEN_COLUMNS}
    FROM opportunity_history FINAL WHERE effective = 1 AND is_open = 1 AND valid_to >= {first_end:DateTime64(3, 'UTC')}
  )`,
    time: 'valid_from',
    where: [],
    dimensions: OPPORTUNITY_DIMENSIONS,
    entities: 'open opportunities',
  },
  calls: eventFacts('call.logged', 'calls', ['direction', 'outcome', 'purpose']),
  messages: {
    from: 'messages FINAL',
    time: 'sent_at',
    where: ['effective = 1', "direction = 'outbound'"],
    dimensions: [...COMMON_DIMENSIONS, 'list', 'priority'],
    entities: 'messages',
  },
  meetings: {
    from: 'meetings FINAL',
    time: 'starts_at',
    where: ['effective = 1'],
    dimensions: [...COMMON_DIMENSIONS, 'purpose'],
    entities: 'meetings',
  },
  time_logs: eventFacts('time.logged', 'time entries', ['activity']),
  nps_answers: eventFacts('survey.answered', 'answers', [], ["survey = 'nps'"]),
} as const satisfies Record<string, Facts>;

export type FactsName = keyof typeof facts;
