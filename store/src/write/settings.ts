import type { ClickHouseClient } from '@clickhouse/client';
import type { ReportingSettings } from '@saleshub/model';
import { SETTINGS_NAME, loadSettings } from '../read/settings';

/** Keeps the given settings beside those that are kept already; every reader takes them from the store. */
export async function saveSettings(client: ClickHouseClient, given: Partial<ReportingSettings>): Promise<void> {
  const settings = { ...(await loadSettings(client)), ...given };
  await client.command({
    query: `INSERT INTO \`settings\` (name, value, updated_at) SELECT {name:String}, {value:String}, now64(3)`,
    query_params: { name: SETTINGS_NAME, value: JSON.stringify(settings) },
  });
}
