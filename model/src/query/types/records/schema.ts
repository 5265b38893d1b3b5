import { z } from 'zod';
import { filters, parameters, version } from '../../shared/fields';

export const recordsQuery = z.strictObject({
  version,
  queryType: z.literal('records'),
  metric: z.string().default(''),
  timeZone: z.string().optional(),
  filters,
  limit: z.int().min(1).max(10_000).default(1000),
  parameters,
});

export type RecordsQuery = z.output<typeof recordsQuery>;
