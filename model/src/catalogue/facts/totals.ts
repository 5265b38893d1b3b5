import { COMMON_COLUMNS, eventsOf } from './facts';

/** What tools that do not report each activity give a day's number of. */
type Counted = 'calls' | 'emails' | 'meetings';

/**
 * Rows for the activities that daily totals stand for, as many as were counted.
 * @param columns items of the SELECT list beside the time, the id and the common dimensions; they find the place of the
 * row among those of its total in `place`, from 0
 */
export const totalled = (counted: Counted, columns: readonly string[]): string =>
  `SELECT ${['occurred_at', 'id', ...COMMON_COLUMNS, ...columns].join(', ')}
  FROM events FINAL
  ARRAY JOIN range(toUInt32(assumeNotNull(count))) AS place
  WHERE type = 'activity.totalled' AND void = 0 AND counted = '${counted}'`;

/** Who did something on which day, by the totals of outbound activity. */
export const TOTALLED_ACTIVITIES = `SELECT rep, occurred_at AS at FROM ${eventsOf('activity.totalled')}
      AND rep != '' AND count > 0 AND (direction != 'inbound' OR counted = 'calls')`;

/** Which of its total a row stands for, as a record says it. */
export const PLACE_IN_TOTAL = "concat(toString(place + 1), ' of ', toString(count)) AS comment";

/** What a total without a direction counts. */
export const TOTAL_DIRECTION = "if(direction = '', 'outbound', direction)";
