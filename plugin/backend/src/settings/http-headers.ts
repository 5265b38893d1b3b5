import { SettingsError } from './settings-error';

const NAME = /^httpHeaderName(\d+)$/;
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;
const VALUE = /^[\t\x20-\x7e]*$/;
/** Made of user and password, or of the request itself. */
const OWN: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'content-length',
  'host',
  'transfer-encoding',
  'x-clickhouse-key',
  'x-clickhouse-user',
]);

/**
 * The headers that Grafana keeps for a data source: names in its open settings, values among its secrets.
 * @throws SettingsError where one cannot be sent
 */
export function readHttpHeaders(
  open: Readonly<Record<string, unknown>>,
  secrets: Readonly<Record<string, string>>,
): Record<string, string> {
  const headers = Object.entries(open).flatMap(([setting, name]) => {
    const [, place] = NAME.exec(setting) ?? [];
    if (place === undefined || typeof name !== 'string' || name === '') return [];
    return [[name, secrets[`httpHeaderValue${place}`] ?? ''] as const];
  });
  for (const [name, value] of headers) {
    if (!TOKEN.test(name)) throw invalid(`${JSON.stringify(name)} is not the name of a header`);
    if (OWN.has(name.toLowerCase())) throw invalid(`${name} is set by the plugin itself`);
    if (!VALUE.test(value)) throw invalid(`the value of ${name} has other characters than ASCII in one line`);
  }
  return Object.fromEntries(headers);
}

function invalid(what: string): SettingsError {
  return new SettingsError('headers_invalid', `The headers of the data source cannot be sent: ${what}.`);
}
