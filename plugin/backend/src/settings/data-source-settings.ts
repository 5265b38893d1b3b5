import { WEEK_STARTS, isTimeZone } from '@saleshub/model';
import type { DataSourceInstanceSettings } from '@saleshub/plugin-protocol';
import type { Connection } from '@saleshub/store/read';
import { z } from 'zod';
import { readAuthorities, readClientCertificate } from './certificates';
import { readHttpHeaders } from './http-headers';
import type { OwnSettings } from './own-settings';
import { SettingsError } from './settings-error';

/** What an administrator has set for the data source. */
export interface DataSourceSettings extends OwnSettings {
  connection: Connection;
  /** How long ClickHouse may take for a query. */
  timeoutSeconds: number;
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

const SAMPLE_RULE = 'must be a whole number from 0 to 1000000000';

const jsonData = z.looseObject({
  timeZone: optionalField(z.string().refine(isTimeZone, { error: 'must be an IANA time zone such as Europe/Berlin' })),
  timeoutSeconds: optionalField(
    z.int({ error: TIMEOUT_RULE }).min(1, { error: TIMEOUT_RULE }).max(MOST_TIMEOUT_SECONDS, { error: TIMEOUT_RULE }),
  ),
  minSample: optionalField(
    z.int({ error: SAMPLE_RULE }).min(0, { error: SAMPLE_RULE }).max(1_000_000_000, { error: SAMPLE_RULE }),
  ),
  /** Grafana's own name for the setting. */
  tlsSkipVerify: z.boolean({ error: 'must be true or false' }).optional(),
  weekStart: optionalField(z.enum(WEEK_STARTS, { error: `must be one of ${WEEK_STARTS.join(', ')}` })),
});

/**
 * Reads the settings as Grafana hands them over.
 * @throws SettingsError with what to set
 */
export function readDataSourceSettings(given: DataSourceInstanceSettings): DataSourceSettings {
  const open = readJsonData(given.jsonData);
  const { timeZone, weekStart, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, minSample, tlsSkipVerify = false } = open;
  const secrets = given.decryptedSecureJsonData;
  const { password = '', caCertificate = '', tlsClientCert = '', tlsClientKey = '' } = secrets;
  const clientCertificate = readClientCertificate(tlsClientCert, tlsClientKey);
  const headers = readHttpHeaders(open, secrets);
  return {
    connection: {
      url: readUrl(given.url),
      username: given.user || DEFAULT_USER,
      password,
      database: given.database || DEFAULT_DATABASE,
      ...(caCertificate !== '' && { caCertificate: readAuthorities(caCertificate) }),
      ...(clientCertificate && { clientCertificate }),
      ...(tlsSkipVerify && { acceptAnyCertificate: true }),
      ...(Object.keys(headers).length > 0 && { headers }),
    },
    calendar: { ...(timeZone !== undefined && { timeZone }), ...(weekStart !== undefined && { weekStart }) },
    ...(minSample !== undefined && { minimumSample: minSample }),
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
