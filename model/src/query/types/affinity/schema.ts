import { z } from 'zod';
import type { Checked } from '../../shared/check-fields';
import { filters, name, parameters, version } from '../../shared/fields';

export const affinityQuery = z.strictObject({
  version,
  queryType: z.literal('affinity'),
  timeZone: z.string().optional(),
  filters,
  minSample: z.int().min(0).max(1_000_000_000).default(10),
  onLowSample: z.enum(['flag', 'withhold']).default('flag'),
  limit: z.int().min(1).max(10_000).default(1000),
  parameters,
});

/** What `parameters` may hold. */
export const affinityParameters = z.strictObject({
  /** Only what goes with it. */
  product: name.optional(),
  /** Only what it lacks, beside what it has. */
  account: name.optional(),
});

export type AffinityQuery = z.output<typeof affinityQuery>;
export type CheckedAffinityQuery = Checked<AffinityQuery, typeof affinityParameters>;
