import { WEEK_STARTS, isTimeZone, type CalendarContext } from '@saleshub/model';
import type { DataSourceInstanceSettings } from '@saleshub/plugin-protocol';
import type { Connection } from '@saleshub/store/read';
import { z } from 'zod';

/** What an administrator has set for the data source. */
export interface DataSourceSettings {
  connection: Connection;
  /** What the data source says itself; the hub's stored settings say the rest. */
  calendar: Partial<CalendarContext>;
}

export type SettingsErrorCode = 'no_data_source' | 'url_missing' | 'url_invalid' | 'settings_invalid';

/** Settings that nothing can be asked with: one reason, in words an administrator can act on. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(
    readonly code: SettingsErrorCode,
    message: string,
  ) {
    super(message);
  }
}

const DEFAULT_USER = 'default';
const DEFAULT_DATABASE = 'saleshub';

/** The editor saves an empty field as an empty string. */
const optionalField = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const jsonData = z.object({
  timeZone: optionalField(z.string().refine(isTimeZone, { error: 'must be an IANA time zone such as Europe/Berlin' })),
  weekStart: optionalField(z.enum(WEEK_STARTS, { error: `must be one of ${WEEK_STARTS.join(', ')}` })),
});

/**
 * Reads the settings as Grafana hands them over.
 * @throws SettingsError with what to set
 */
export function readDataSourceSettings(given: DataSourceInstanceSettings): DataSourceSettings {
  const { timeZone, weekStart } = readJsonData(given.jsonData);
  const { password = '', caCertificate = '' } = given.decryptedSecureJsonData;
  return {
    connection: {
      url: readUrl(given.url),
      username: given.user || DEFAULT_USER,
      password,
      database: given.database || DEFAULT_DATABASE,
      ...(caCertificate !== '' && { caCertificate }),
    },
    calendar: { ...(timeZone !== undefined && { timeZone }), ...(weekStart !== undefined && { weekStart }) },
  };
}

function readUrl(url: string): string {
  if (url === '') {
    throw new SettingsError(
      'url_missing',
      "The data source has no URL. Set the address of ClickHouse's HTTP interface.",
    );
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new SettingsError('url_invalid', 'The URL of the data source must look like http://clickhouse:8123.');
  }
  return url;
}

function readJsonData(bytes: Uint8Array): z.output<typeof jsonData> {
  const result = jsonData.safeParse(parseJson(bytes));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SettingsError('settings_invalid', `The data source's setting ${issue?.path.join('.')} ${issue?.message}.`);
}

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    throw new SettingsError('settings_invalid', 'The settings of the data source are not JSON.');
  }
}
