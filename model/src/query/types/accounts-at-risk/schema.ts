import { z } from 'zod';
import { filters, parameters, version } from '../../shared/fields';

export const accountsAtRiskQuery = z.strictObject({
  version,
  queryType: z.literal('accounts_at_risk'),
  timeZone: z.string().optional(),
  filters,
  limit: z.int().min(1).max(10_000).default(1000),
  parameters,
});

/** What `parameters` may hold. */
export const accountsAtRiskParameters = z.strictObject({
  /** Accounts whose health is below it are at risk; absent: the plan's. */
  threshold: z.number().min(0).max(100).optional(),
});

export type AccountsAtRiskQuery = z.output<typeof accountsAtRiskQuery>;
