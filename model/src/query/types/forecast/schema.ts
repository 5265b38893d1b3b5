import { z } from 'zod';
import { WEEK_STARTS } from '../../../calendar/calendar';
import type { Checked } from '../../shared/check-fields';
import { filters, parameters, version } from '../../shared/fields';
import { FORECAST_INTERVALS } from './method/constants';

const PARTS = ['rep', 'team'] as const;

export const forecastQuery = z.strictObject({
  version,
  queryType: z.literal('forecast'),
  interval: z.enum(FORECAST_INTERVALS).default('week'),
  /** Whose forecasts add up to the whole. */
  groupBy: z.array(z.enum(PARTS)).max(1).default([]),
  timeZone: z.string().optional(),
  weekStart: z.enum(WEEK_STARTS).optional(),
  filters,
  minSample: z.int().min(0).max(1_000_000_000).default(20),
  onLowSample: z.enum(['flag', 'withhold']).default('flag'),
  parameters,
});

/** The most past periods whose forecasts are listed. */
export const MOST_BACKTESTED = 36;

/** What `parameters` may hold. */
export const forecastParameters = z.strictObject({
  /** How many periods ahead. */
  horizon: z.int().min(1).max(52).default(8),
  /** What is known until then counts; absent: the range's end or now, whichever is earlier. */
  asOf: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], {
      error: 'must be a date such as 2026-01-31 or an RFC 3339 time with its offset',
    })
    .optional(),
  /** Instead: the forecasts of the last so many periods, each as of its beginning, beside what was won. */
  backtest: z.int().min(1).max(MOST_BACKTESTED).optional(),
});

export type ForecastQuery = z.output<typeof forecastQuery>;
export type CheckedForecastQuery = Checked<ForecastQuery, typeof forecastParameters>;
