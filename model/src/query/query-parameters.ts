import { z } from 'zod';

/** A list; one value alone is a list of one. */
const listOf = <Entry extends z.ZodType>(entry: Entry) =>
  z.union([z.array(entry).min(1), entry.transform((value) => [value])]);

export const ANNOTATION_KINDS = ['decision', 'milestone', 'deal'] as const;

/** Who gets the credit for a won deal: the first or the last touch, all alike, or the later ones more. */
export const ATTRIBUTION_MODELS = ['first', 'last', 'linear', 'time_decay'] as const;

const name = z.string().min(1).max(256);

/** What the query types that have them take in a query's `parameters`. */
export const queryParameters = {
  funnel: z.strictObject({
    /** Whose stages; absent: the only one of the plan, or all opportunities where the plan names none. */
    pipeline: name.optional(),
  }),
  forecast: z.strictObject({
    /** How many periods ahead. */
    horizon: z.int().min(1).max(52).default(8),
    /** What is known until then counts; absent: the range's end or now, whichever is earlier. */
    asOf: z
      .union([z.iso.date(), z.iso.datetime({ offset: true })], {
        error: 'must be a date such as 2026-01-31 or an RFC 3339 time with its offset',
      })
      .optional(),
    /** Instead: how well the last so many periods would have been told, each from its beginning. */
    backtest: z.int().min(1).max(36).optional(),
  }),
  accounts_at_risk: z.strictObject({
    /** Accounts whose health is below it are at risk; absent: the plan's. */
    threshold: z.number().min(0).max(100).optional(),
  }),
  journey: z
    .strictObject({
      account: name.optional(),
      opportunity: name.optional(),
    })
    .refine(({ account, opportunity }) => (account === undefined) !== (opportunity === undefined), {
      path: ['account'],
      error: 'must be given, or else opportunity: one of the two',
    }),
  attribution: z.strictObject({
    model: z.enum(ATTRIBUTION_MODELS).default('linear'),
  }),
  affinity: z.strictObject({
    /** Only what goes with it. */
    product: name.optional(),
    /** Only what it lacks, beside what it has. */
    account: name.optional(),
  }),
  annotations: z.strictObject({
    kinds: listOf(z.enum(ANNOTATION_KINDS)).prefault(['decision', 'milestone']),
    /** Of deals, in the reporting currency. */
    minAmount: z.number().min(0).default(0),
  }),
} as const;
