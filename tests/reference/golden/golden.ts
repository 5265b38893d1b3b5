import type { SentEvent } from '../plain/events';
import type { Example } from '../plain/example';

/** Values by the names of the groups, or by when their bucket starts. */
export type Values = Readonly<Record<string, number | null>>;

/** What an answer says, as far as it was worked out by hand. */
export type Expected =
  /** The value and the sample of the only row. */
  | { total: readonly [value: number | null, n: number] }
  | { breakdown: Values }
  | { series: Values }
  /** What each bucket is compared with, by its start; that of a total has no name. */
  | { previous: Values }
  /** How many things could not be counted. */
  | { leftOut: number };

/** A question about a tiny company, with its answer. */
export interface GoldenAnswer {
  events: readonly SentEvent[];
  asked: Example;
  expected: Expected;
}

/** Answers that were worked out by hand: both the hub and the plain reference have to give them. */
export interface Golden {
  title: string;
  answers: readonly GoldenAnswer[];
}

export const golden = (title: string, answers: readonly GoldenAnswer[]): Golden => ({ title, answers });

export const total = (
  events: readonly SentEvent[],
  asked: Example,
  expected: readonly [value: number | null, n: number],
): GoldenAnswer => ({ events, asked, expected: { total: expected } });

/** By the groups' values, "Ada, North"; groups of which nothing is known may be missing. */
export const breakdown = (events: readonly SentEvent[], asked: Example, expected: Values): GoldenAnswer => ({
  events,
  asked: { shape: 'breakdown', ...asked },
  expected: { breakdown: expected },
});

/** By the date or the instant at which the buckets start. */
export const series = (events: readonly SentEvent[], asked: Example, expected: Values): GoldenAnswer => ({
  events,
  asked: { shape: 'time_series', ...asked },
  expected: { series: expected },
});

export const leftOut = (events: readonly SentEvent[], asked: Example, expected: number): GoldenAnswer => ({
  events,
  asked,
  expected: { leftOut: expected },
});

/** What the values are compared with, by the date or the instant at which the buckets start; '' for a total. */
export const previous = (events: readonly SentEvent[], asked: Example, expected: Values): GoldenAnswer => ({
  events,
  asked: { compareTo: 'previous_period', ...asked },
  expected: { previous: expected },
});
