import { z } from 'zod';
import { WEEK_STARTS } from '../../../calendar/calendar';
import { COMPARISONS, filters, version } from '../../shared/fields';

const LEADERS = ['rep', 'team'] as const;

export const leaderboardQuery = z.strictObject({
  version,
  queryType: z.literal('leaderboard'),
  /** The first one ranks. */
  metrics: z.array(z.string()).min(2).max(6),
  groupBy: z.tuple([z.enum(LEADERS)]).default(['rep']),
  timeZone: z.string().optional(),
  weekStart: z.enum(WEEK_STARTS).optional(),
  filters,
  /** What the ranks are compared with. */
  compareTo: z.enum(COMPARISONS).default('previous_period'),
  minSample: z.int().min(0).max(1_000_000_000).optional(),
  onLowSample: z.enum(['flag', 'withhold']).default('flag'),
  confidence: z.number().min(0.5).max(0.9999).default(0.95),
  limit: z.int().min(1).max(1000).default(1000),
});

export type LeaderboardQuery = z.output<typeof leaderboardQuery>;
