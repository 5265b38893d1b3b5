import { COMMON_DIMENSIONS, type Dimension } from '../dimensions';

/** How a fact is listed as the record of a number: SQL over the facts' columns. */
export interface FactRecord {
  /** When it happened, or since when it is so. */
  time: string;
  /** What identifies it to people, within its source. */
  id: string;
  /** What it is: an event type, or the kind of thing. */
  type: string;
  /** Money. */
  amount?: string;
  /** What else is said of it. */
  comment?: string;
  /** The dimensions that one has by itself, of facts that are made for the groups that a query asks for. */
  dimensions?: readonly Dimension[];
}

interface FactsBase {
  /** Conditions that every fact meets. */
  where: readonly string[];
  dimensions: readonly Dimension[];
  /** What one fact is, in the plural. */
  entities: string;
  /** Where the values of its dimensions stand, for menus: a table with conditions. Absent where that is `from` itself. */
  stored?: string;
  record: FactRecord;
}

/** Where the values of the facts' dimensions stand: in a table, in those of its rows that meet all conditions. */
export function storedValues({ stored, from, where }: Facts): { table: string; conditions: readonly string[] } {
  if (stored !== undefined) {
    const [table = '', ...conditions] = stored.split(' WHERE ');
    return { table, conditions };
  }
  if (typeof from === 'function') throw new Error('These facts do not say where their values stand');
  return { table: from, conditions: where };
}

/** Facts that count at an instant: one row a fact, each once however often its events arrived. */
export interface AnchoredFacts extends FactsBase {
  read: 'anchored';
  /** A table, or a subquery in parentheses. */
  from: string;
  /** The anchor: the column that says when the fact counts. */
  time: string;
}

/** Facts that hold for a time, (valid_from, valid_to]; a level sums what holds at each bucket's end. */
export interface IntervalFacts extends FactsBase {
  read: 'intervals';
  from: string;
}

/**
 * Facts that are looked at as of each bucket's end. Their SQL finds the buckets in the array `points`, see
 * {@link POINT}, and gives a row for each fact and point with the column `point`.
 */
export interface PointFacts extends FactsBase {
  read: 'points';
  /** A subquery in parentheses. A function where rows are made of several facts of one group: it groups and filters itself. */
  from: string | ((scope: Scope) => string);
}

export type Facts = AnchoredFacts | IntervalFacts | PointFacts;

/** What a query asks to split and filter by, for facts that have to do so themselves. */
export interface Scope {
  /** Items of a SELECT list that name the groups d0, d1, each with a comma before it. */
  groups: string;
  /** The names of the groups, each with a comma before it: ", d0, d1". */
  names: string;
  /** Conditions on the dimensions, each with AND before it. */
  conditions: string;
  /** The dimensions that the query splits by. */
  groupBy: readonly Dimension[];
  /** The dimensions that the query filters by. */
  filteredBy: readonly Dimension[];
}

/**
 * What holds at a point; what happens at the very end belongs to the next bucket. An element of `points` is the bucket's
 * start as its name, when it begins, and as of when it is looked at.
 */
export const HELD_POINTS = 'arrayFilter(p -> valid_from < p.3 AND valid_to >= p.3, points)';

/** The instant so many days of the query's calendar before a point, at the same time by the clock. */
export const daysBefore = (point: string, days: number | string) =>
  `toTimeZone(${point}.3, {time_zone:String}) - toIntervalDay(${days})`;

/** The points whose trailing window, in days of the calendar, a column's instant falls into. */
export const trailingPoints = (column: string, days: number | string) =>
  `arrayFilter(p -> ${column} < p.3 AND ${column} >= ${daysBefore('p', days)}, points)`;

/** The calendar day that a point ends, in the query's time zone. */
export const dayOf = (asOf: string) => `toDate(${asOf} - toIntervalMillisecond(1), {time_zone:String})`;

/** The calendar day of an instant. */
export const localDay = (column: string) => `toDate(${column}, {time_zone:String})`;

export const FROM = "{from:DateTime64(3, 'UTC')}";
export const TO = "{to:DateTime64(3, 'UTC')}";
export const NOW = "{now:DateTime64(3, 'UTC')}";
/** When the first bucket ends. */
export const FIRST_END = "{first_end:DateTime64(3, 'UTC')}";
/** The end of what holds until something else does. */
export const HOLDS_STILL = "toDateTime64('2299-12-31 00:00:00', 3, 'UTC')";

/** The columns of the common dimensions, as tables have them: the class of a source is no column. */
export const COMMON_COLUMNS: readonly string[] = COMMON_DIMENSIONS.filter((name) => name !== 'source_class');

/** The instants in the query's range. */
export const within = (column: string) => `${column} >= ${FROM} AND ${column} < ${TO}`;

/** The events of one type that count. */
export const eventsOf = (type: string) => `events FINAL WHERE type = '${type}' AND void = 0`;

/** Events as they were received. */
export const EVENT_RECORD: FactRecord = { time: 'occurred_at', id: 'id', type: 'type', comment: 'comment' };

/** The events of one type, read as facts of their own. */
export function eventFacts(
  type: string,
  entities: string,
  dimensions: readonly Dimension[],
  { where = [], record = {} }: { where?: string[]; record?: Partial<FactRecord> } = {},
): AnchoredFacts {
  return {
    read: 'anchored',
    from: 'events FINAL',
    time: 'occurred_at',
    where: [`type = '${type}'`, 'void = 0', ...where],
    dimensions: [...COMMON_DIMENSIONS, 'tag', ...dimensions],
    entities,
    record: { ...EVENT_RECORD, ...record },
  };
}
