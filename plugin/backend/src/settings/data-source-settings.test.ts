import { rootCertificates } from 'node:tls';
import type { DataSourceInstanceSettings } from '@saleshub/plugin-protocol';
import { SELF_SIGNED } from '../testing/self-signed';
import { readDataSourceSettings } from './data-source-settings';

function given(changes: Partial<Omit<DataSourceInstanceSettings, 'jsonData'>> & { jsonData?: unknown } = {}) {
  const { jsonData = {}, ...rest } = changes;
  return readDataSourceSettings({
    id: 1,
    uid: 'hub',
    name: 'Hub',
    url: 'https://clickhouse.example:8443',
    user: '',
    database: '',
    basicAuthEnabled: false,
    basicAuthUser: '',
    decryptedSecureJsonData: {},
    lastUpdatedMS: 0,
    apiVersion: '',
    jsonData: Buffer.from(typeof jsonData === 'string' ? jsonData : JSON.stringify(jsonData)),
    ...rest,
  });
}

test('what is not set has a default, or is left to the hub', () => {
  expect(given({ jsonData: '' })).toEqual({
    connection: { url: 'https://clickhouse.example:8443', username: 'default', password: '', database: 'saleshub' },
    calendar: {},
    timeoutSeconds: 20,
  });
});

const [one = '', other = ''] = rootCertificates;

test('everything that can be set is read, and what belongs to Grafana is passed over', () => {
  const settings = given({
    user: 'reader',
    database: 'hub',
    decryptedSecureJsonData: {
      password: 'secret',
      caCertificate: `${one}\n${other}`,
      tlsClientCert: SELF_SIGNED.certificate,
      tlsClientKey: SELF_SIGNED.key,
      httpHeaderValue1: 'sales',
    },
    jsonData: {
      timeZone: 'Asia/Seoul',
      weekStart: 'sunday',
      timeoutSeconds: 45,
      minSample: 50,
      tlsSkipVerify: true,
      httpHeaderName1: 'X-Tenant',
      pdcInjected: false,
    },
  });
  expect(settings).toEqual({
    connection: {
      url: 'https://clickhouse.example:8443',
      username: 'reader',
      password: 'secret',
      database: 'hub',
      caCertificate: `${one}\n${other}`,
      clientCertificate: SELF_SIGNED,
      acceptAnyCertificate: true,
      headers: { 'X-Tenant': 'sales' },
    },
    minimumSample: 50,
    calendar: { timeZone: 'Asia/Seoul', weekStart: 'sunday' },
    timeoutSeconds: 45,
  });
});

test('an empty field of the editor is not set', () => {
  expect(given({ jsonData: { timeZone: '', weekStart: '' } }).calendar).toEqual({});
});

test.each([
  [{ url: '' }, 'url_missing', 'has no URL'],
  [{ url: 'clickhouse:8123' }, 'url_invalid', 'must look like'],
  [{ url: 'tcp://clickhouse:9000' }, 'url_invalid', 'must look like'],
  [{ decryptedSecureJsonData: { caCertificate: 'PEM' } }, 'certificate_invalid', 'is not PEM'],
  [
    { decryptedSecureJsonData: { caCertificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----' } },
    'certificate_invalid',
    'is not PEM',
  ],
  [{ decryptedSecureJsonData: { tlsClientKey: SELF_SIGNED.key } }, 'certificate_invalid', 'is missing'],
  [{ decryptedSecureJsonData: { tlsClientCert: SELF_SIGNED.certificate } }, 'certificate_invalid', 'own private key'],
  [
    { decryptedSecureJsonData: { tlsClientCert: one, tlsClientKey: SELF_SIGNED.key } },
    'certificate_invalid',
    'own priv',
  ],
  [{ jsonData: { httpHeaderName1: 'X Tenant' } }, 'headers_invalid', '"X Tenant" is not the name'],
  [{ jsonData: { httpHeaderName1: 'authorization' } }, 'headers_invalid', 'authorization is set by the plugin'],
  [
    { jsonData: { httpHeaderName2: 'X' }, decryptedSecureJsonData: { httpHeaderValue2: 'a\nb' } },
    'headers_invalid',
    'the value of X',
  ],
  [{ jsonData: { minSample: -1 } }, 'settings_invalid', 'minSample must be a whole number from 0'],
  [{ jsonData: { tlsSkipVerify: 'yes' } }, 'settings_invalid', 'tlsSkipVerify must be true or false'],
  [{ jsonData: '{' }, 'settings_invalid', 'not JSON'],
  [{ jsonData: { timeZone: 'Mars/Olympus' } }, 'settings_invalid', 'timeZone must be an IANA time zone'],
  [
    { jsonData: { timeoutSeconds: 0 } },
    'settings_invalid',
    'timeoutSeconds must be a whole number of seconds from 1 to 600',
  ],
  [{ jsonData: { timeoutSeconds: 'soon' } }, 'settings_invalid', 'timeoutSeconds must be a whole number'],
  [{ jsonData: { weekStart: 'friday' } }, 'settings_invalid', 'weekStart must be one of monday, sunday'],
] as const)('%j is refused', (changes, code, message) => {
  expect(refusalOf(changes)).toMatchObject({ code, message: expect.stringContaining(message) as string });
});

function refusalOf(changes: Parameters<typeof given>[0]): unknown {
  try {
    return given(changes);
  } catch (error) {
    return error;
  }
}
