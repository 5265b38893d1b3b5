import type { ClickHouseClient } from '@clickhouse/client';
import { DEFAULT_SETTINGS, WEEK_STARTS, isTimeZone, type ReportingSettings } from '@saleshub/model';
import { z } from 'zod';

/** The row of the table `settings` that numbers depend on. */
export const SETTINGS_NAME = 'reporting';

const stored = z.object({
  timeZone: z.string().refine(isTimeZone).default(DEFAULT_SETTINGS.timeZone),
  weekStart: z.enum(WEEK_STARTS).default(DEFAULT_SETTINGS.weekStart),
  currency: z.string().default(DEFAULT_SETTINGS.currency),
  primarySources: z.array(z.string()).default([]),
  heldImpliedSources: z.array(z.string()).default([]),
});

/** The hub's settings as they were last written; the defaults where nothing was. */
export async function loadSettings(client: ClickHouseClient): Promise<ReportingSettings> {
  const result = await client.query({
    query: 'SELECT value FROM `settings` FINAL WHERE name = {name:String}',
    query_params: { name: SETTINGS_NAME },
    format: 'JSONEachRow',
  });
  const [row] = z.array(z.object({ value: z.string() })).parse(await result.json());
  return stored.parse(row ? JSON.parse(row.value) : {});
}
