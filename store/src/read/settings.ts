import { reportingSettings, type ReportingSettings } from '@saleshub/model';
import { z } from 'zod';
import type { ReadClient } from './connection';

/** The row of the table `settings` that numbers depend on. */
export const SETTINGS_NAME = 'reporting';

/** The hub's settings as they were last written; the defaults where nothing was. */
export async function loadSettings(client: ReadClient): Promise<ReportingSettings> {
  const result = await client.query({
    query: 'SELECT value FROM `settings` FINAL WHERE name = {name:String}',
    query_params: { name: SETTINGS_NAME },
    format: 'JSONEachRow',
  });
  const [row] = z.array(z.object({ value: z.string() })).parse(await result.json());
  return reportingSettings.parse(row ? JSON.parse(row.value) : {});
}
