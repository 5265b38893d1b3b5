import { X509Certificate } from 'node:crypto';
import { WEEK_STARTS, isTimeZone, type CalendarContext } from '@saleshub/model';
import type { DataSourceInstanceSettings } from '@saleshub/plugin-protocol';
import type { Connection } from '@saleshub/store/read';
import { z } from 'zod';

/** What an administrator has set for the data source. */
export interface DataSourceSettings {
  connection: Connection;
  /** What the data source says itself; the hub's stored settings say the rest. */
  calendar: Partial<CalendarContext>;
  /** How long ClickHouse may take for a query. */
  timeoutSeconds: number;
}

export type SettingsErrorCode =
  'no_data_source' | 'url_missing' | 'url_invalid' | 'certificate_invalid' | 'settings_invalid';

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
/** Below the 30 seconds after which Grafana gives up alert rules and requests of its own. */
const DEFAULT_TIMEOUT_SECONDS = 20;
const MOST_TIMEOUT_SECONDS = 600;

/** The editor saves an empty field as an empty string. */
const optionalField = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const TIMEOUT_RULE = `must be a whole number of seconds from 1 to ${MOST_TIMEOUT_SECONDS}`;

const jsonData = z.object({
  timeZone: optionalField(z.string().refine(isTimeZone, { error: 'must be an IANA time zone such as Europe/Berlin' })),
  timeoutSeconds: optionalField(
    z.int({ error: TIMEOUT_RULE }).min(1, { error: TIMEOUT_RULE }).max(MOST_TIMEOUT_SECONDS, { error: TIMEOUT_RULE }),
  ),
  weekStart: optionalField(z.enum(WEEK_STARTS, { error: `must be one of ${WEEK_STARTS.join(', ')}` })),
});

/**
 * Reads the settings as Grafana hands them over.
 * @throws SettingsError with what to set
 */
export function readDataSourceSettings(given: DataSourceInstanceSettings): DataSourceSettings {
  const { timeZone, weekStart, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = readJsonData(given.jsonData);
  const { password = '', caCertificate = '' } = given.decryptedSecureJsonData;
  return {
    connection: {
      url: readUrl(given.url),
      username: given.user || DEFAULT_USER,
      password,
      database: given.database || DEFAULT_DATABASE,
      ...(caCertificate !== '' && { caCertificate: readCertificate(caCertificate) }),
    },
    calendar: { ...(timeZone !== undefined && { timeZone }), ...(weekStart !== undefined && { weekStart }) },
    timeoutSeconds,
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

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** Checked here: TLS passes over what it cannot read, and then trusts nobody. */
function readCertificate(pem: string): string {
  try {
    const certificates = (pem.match(CERTIFICATE) ?? []).map((block) => new X509Certificate(block));
    if (certificates.length > 0) return pem;
  } catch {
    // Answered below.
  }
  throw new SettingsError('certificate_invalid', 'The CA certificate of the data source is not PEM. Enter it again.');
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
