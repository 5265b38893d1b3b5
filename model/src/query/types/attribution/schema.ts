import { z } from 'zod';
import type { Checked } from '../../shared/check-fields';
import { filters, parameters, version } from '../../shared/fields';

const TOUCH_DIMENSIONS = ['channel', 'campaign'] as const;

/** Who gets the credit for a won deal: the first or the last touch, all alike, or the later ones more. */
export const ATTRIBUTION_MODELS = ['first', 'last', 'linear', 'time_decay'] as const;

export const attributionQuery = z.strictObject({
  version,
  queryType: z.literal('attribution'),
  groupBy: z.tuple([z.enum(TOUCH_DIMENSIONS)]).default(['channel']),
  timeZone: z.string().optional(),
  filters,
  limit: z.int().min(1).max(1000).default(1000),
  parameters,
});

/** What `parameters` may hold. */
export const attributionParameters = z.strictObject({
  model: z.enum(ATTRIBUTION_MODELS).default('linear'),
});

export type AttributionQuery = z.output<typeof attributionQuery>;
export type CheckedAttributionQuery = Checked<AttributionQuery, typeof attributionParameters>;
