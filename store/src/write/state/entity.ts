import { SHARED_DIMENSIONS } from '@saleshub/model';

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

/** Marks, in `entity_events`, a shared dimension that the event cleared; '' says nothing about it. */
export const CLEARED = "'\\0'";

/** A text of `entity_events` by itself, where nothing earlier can be inherited. */
export const plainText = (text: string): string => `if(${text} = ${CLEARED}, '', ${text})`;

/** An array of texts in which each event that says nothing holds what the one before it said. */
export const carriedText = (array: string): string =>
  `arrayMap(v -> if(v = ${CLEARED}, '', v), arrayFill(v -> v != '', ${array}))`;

/** The same for an array of nullable values. */
export const carriedValue = (array: string): string => `arrayFill(v -> isNotNull(v), ${array})`;

/** The columns of `entity_events` as one tuple an event, sorted by the events' order. */
export class EventHistory {
  readonly #columns: readonly string[];

  /** @param columns what to carry beside the instant; the first ones decide the order among equal instants */
  constructor(columns: readonly string[]) {
    this.#columns = ['occurred_at', ...columns];
  }

  /** The aggregate that makes the sorted array of events that count. */
  aggregate(condition = '1'): string {
    return `arraySort(groupArrayIf((${this.#columns.join(', ')}), void = 0 AND ${condition}))`;
  }

  /** One column of every event in the array. */
  column(array: string, name: string): string {
    const index = this.#columns.indexOf(name);
    if (index < 0) throw new Error(`The history has no column ${name}`);
    return `${array}.${index + 1}`;
  }
}

/**
 * How many rows of `entity_events` an entity's state was made from; voided ones count twice, so that the number grows
 * with everything that is learnt. States computed at the same time by two processes therefore end as the better-
 * informed one, in whatever order they are written.
 */
export const VERSION = 'toUInt64(count() + countIf(void = 1))';
