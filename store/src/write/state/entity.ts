import { MERGEABLE_KINDS, SHARED_DIMENSIONS } from '@saleshub/model';

/** A kind of record whose events the table `entity_events` keeps together, by the record's key. */
export interface LoggedKind {
  /** Its name in the table `entity_events`, and the column that holds its id, unique within a namespace. */
  name: string;
  /** Its events' types begin with this. */
  prefix: string;
}

/** A kind of record whose state is derived from its events. */
export interface Entity extends LoggedKind {
  /** The tables that hold its state. */
  tables: readonly string[];
  /** The statement that recomputes the records whose `key` meets the condition; `entity_events` is all that it reads. */
  fold: (keys: string) => string;
}

/**
 * What an entity's state carries from event to event: the shared dimensions that metrics split by, but for its own id.
 */
export const dimensionsOf = (entity: string): readonly string[] =>
  SHARED_DIMENSIONS.filter((name) => !['opportunity', 'contact', 'visitor', entity].includes(name));

/** The columns of a fold that hold, each as an array, what held after each event. */
export const foldColumns = (names: readonly string[]): string => names.map((name) => `${name}_after`).join(', ');

/** What orders events of the same instant and rank, before their source and id; those without it come last. */
export const SEQUENCE = 'ifNull(sequence, inf)';

/** Marks, in `entity_events`, a shared dimension that the event cleared; '' says nothing about it. */
export const CLEARED = "'\\0'";

/** A text of `entity_events` by itself, where nothing earlier can be inherited. */
export const plainText = (text: string): string => `if(${text} = ${CLEARED}, '', ${text})`;

/** An array of texts in which each event that says nothing holds what the one before it said. */
export const carriedText = (array: string): string =>
  `arrayMap(v -> if(v = ${CLEARED}, '', v), arrayFill(v -> v != '', ${array}))`;

/** The same for an array of nullable values. */
export const carriedValue = (array: string): string => `arrayFill(v -> isNotNull(v), ${array})`;

/** The same where an event may clear the value. */
export const carriedOrCleared = (values: string, cleared: string): string =>
  `arrayFill((v, c) -> isNotNull(v) OR c, ${values}, ${cleared})`;

/** The columns of `entity_events` as one tuple an event, sorted by the events' order. */
export class EventHistory {
  readonly #columns: readonly string[];

  /** @param columns what to carry beside the instant; the first ones decide the order among equal instants */
  constructor(columns: readonly string[]) {
    this.#columns = ['occurred_at', ...columns];
  }

  /** The aggregate that makes the sorted array of events that count: none of a record that is gone. */
  aggregate(condition = '1'): string {
    const counts = `void = 0 AND NOT startsWith(type, 'record.') AND ${condition}`;
    return `if(${IS_GONE}, [], arraySort(groupArrayIf((${this.#columns.join(', ')}), ${counts})))`;
  }

  /** One column of every event in the array. */
  column(array: string, name: string): string {
    const index = this.#columns.indexOf(name);
    if (index < 0) throw new Error(`The history has no column ${name}`);
    return `${array}.${index + 1}`;
  }
}

/** Whether the record was deleted, or merged into another one. */
const IS_GONE = "countIf(void = 0 AND type IN ('record.deleted', 'record.merged')) > 0";

/** The columns of `entity_events` that every fold may read. */
const LOG = ['key', 'type', 'void', 'namespace', 'occurred_at', 'source', 'id', 'cleared'];

/**
 * The events of an entity's records, as a table: their own, and those of records that were merged into them. `weight`
 * is what a row adds to the state's version.
 * @param keys the condition that their `key` meets
 * @param columns what is read beside the columns that every fold reads
 */
export function eventsOfRecords(entity: string, keys: string, columns: readonly string[]): string {
  const read = [...new Set([...LOG, entity, ...columns])];
  const own = `SELECT ${read.join(', ')}, 1 + void AS weight FROM entity_events FINAL WHERE entity = '${entity}' AND ${keys}`;
  if (!isMergeable(entity)) return `(${own})`;
  const of: Record<string, string> = {
    key: 'merges.key',
    [entity]: 'merges.into',
    void: 'toUInt8(log.void OR merges.void)',
    // What was said of the other record as such is not said of this one.
    type: "if(startsWith(log.type, 'record.'), 'record.', log.type)",
  };
  return `(${own}
    UNION ALL
    SELECT ${read.map((name) => `${of[name] ?? `log.${name}`} AS ${name}`).join(', ')}, 1 + log.void AS weight
    FROM (
      SELECT ${read.join(', ')} FROM entity_events FINAL
      WHERE entity = '${entity}' AND key IN (SELECT from_key FROM record_merges WHERE entity = '${entity}' AND ${keys})
    ) AS log
    INNER JOIN (SELECT * FROM record_merges WHERE entity = '${entity}' AND ${keys}) AS merges ON merges.from_key = log.key)`;
}

/** Whether two records of the kind can turn out to be the same. */
export function isMergeable(entity: string): boolean {
  return (MERGEABLE_KINDS as readonly string[]).includes(entity);
}

/**
 * How many rows of `entity_events` an entity's state was made from; voided ones count twice, so that the number grows
 * with everything that is learnt. States computed at the same time by two processes therefore end as the better-
 * informed one, in whatever order they are written.
 */
export const VERSION = 'toUInt64(sum(weight))';
