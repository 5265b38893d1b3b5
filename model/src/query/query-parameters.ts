import { z } from 'zod';

/** A list; one value alone is a list of one. */
const listOf = <Entry extends z.ZodType>(entry: Entry) =>
  z.union([z.array(entry).min(1), entry.transform((value) => [value])]);

export const ANNOTATION_KINDS = ['decision', 'milestone', 'deal'] as const;

/** What the query types that have them take in a query's `parameters`. */
export const queryParameters = {
  funnel: z.strictObject({
    /** Whose stages; absent: the only one of the plan, or all opportunities where the plan names none. */
    pipeline: z.string().min(1).max(256).optional(),
  }),
  accounts_at_risk: z.strictObject({
    /** Accounts whose health is below it are at risk; absent: the plan's. */
    threshold: z.number().min(0).max(100).optional(),
  }),
  annotations: z.strictObject({
    kinds: listOf(z.enum(ANNOTATION_KINDS)).default(['decision', 'milestone']),
    /** Of deals, in the reporting currency. */
    minAmount: z.number().min(0).default(0),
  }),
} as const;
