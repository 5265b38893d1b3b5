import { z } from 'zod';
import { name, parameters, version } from '../../shared/fields';

export const journeyQuery = z.strictObject({
  version,
  queryType: z.literal('journey'),
  timeZone: z.string().optional(),
  limit: z.int().min(1).max(10_000).default(1000),
  parameters,
});

/** What `parameters` may hold. */
export const journeyParameters = z
  .strictObject({
    account: name.optional(),
    opportunity: name.optional(),
  })
  .refine(({ account, opportunity }) => (account === undefined) !== (opportunity === undefined), {
    path: ['account'],
    error: 'must be given, or else opportunity: one of the two',
  });

export type JourneyQuery = z.output<typeof journeyQuery>;
