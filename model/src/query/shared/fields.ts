import { z } from 'zod';

/** The fields that query types share. */

export const OPERATORS = ['in', 'not_in', 'matches', 'is_empty', 'not_empty'] as const;
export const COMPARISONS = ['previous_period', 'previous_year'] as const;

export const filter = z.strictObject({
  /** Which ones a metric has is its own affair; its entry names them. */
  dimension: z.string(),
  operator: z.enum(OPERATORS),
  values: z.array(z.string().max(1024)).max(1000).default([]),
});

export type Filter = z.output<typeof filter>;

export const filters = z.array(filter).max(50).default([]);

export const version = z.literal(1).default(1);

/** The metric's own, or those of the query type. */
export const parameters = z.record(z.string(), z.unknown()).default({});

/** The name of a record or of a dimension's value. */
export const name = z.string().min(1).max(256);

/** A list; one value alone is a list of one. */
export const listOf = <Entry extends z.ZodType>(entry: Entry) =>
  z.union([z.array(entry).min(1), entry.transform((value) => [value])]);
