import { z } from 'zod';
import type { Checked } from '../../shared/check-fields';
import { filters, name, parameters, version } from '../../shared/fields';

export const funnelQuery = z.strictObject({
  version,
  queryType: z.literal('funnel'),
  timeZone: z.string().optional(),
  filters,
  minSample: z.int().min(0).max(1_000_000_000).optional(),
  onLowSample: z.enum(['flag', 'withhold']).default('flag'),
  confidence: z.number().min(0.5).max(0.9999).default(0.95),
  parameters,
});

/** What `parameters` may hold. */
export const funnelParameters = z.strictObject({
  /** Whose stages; absent: the only one of the plan, or all opportunities where the plan names none. */
  pipeline: name.optional(),
});

export type FunnelQuery = z.output<typeof funnelQuery>;
export type CheckedFunnelQuery = Checked<FunnelQuery, typeof funnelParameters>;
