import { reportingSettings, type ReportingSettings } from '@saleshub/model';
import { z } from 'zod';
import type { ReadClient } from './connection';
import { selectRows, type ReadOptions } from './select-rows';

/** The row of the table `settings` that numbers depend on. */
export const SETTINGS_NAME = 'reporting';

/** The hub's settings as they were last written; the defaults where nothing was. */
export async function loadSettings(client: ReadClient, options?: ReadOptions): Promise<ReportingSettings> {
  const statement = {
    sql: 'SELECT value FROM `settings` FINAL WHERE name = {name:String}',
    parameters: { name: SETTINGS_NAME },
  };
  const [row] = await selectRows(client, statement, z.object({ value: z.string() }), options);
  return reportingSettings.parse(row ? JSON.parse(row.value) : {});
}
