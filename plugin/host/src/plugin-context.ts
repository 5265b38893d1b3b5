import type { PluginContext } from '@saleshub/plugin-protocol';

/** A data source as an administrator has set it up. */
export interface DataSource {
  uid: string;
  name?: string;
  url?: string;
  user?: string;
  database?: string;
  jsonData?: Record<string, unknown>;
  /** Decrypted: password, caCertificate. */
  secureJsonData?: Record<string, string>;
  /** When it was last changed, milliseconds since 1970; a plugin keeps its client until this changes. */
  updated?: number;
}

const PLUGIN_ID = 'saleshub-saleshub-datasource';
const ORGANISATION = 1;

/** The context that Grafana sends with each call. */
export function pluginContext(dataSource: DataSource): PluginContext {
  const { uid, name = '', url = '', user = '', database = '' } = dataSource;
  return {
    orgId: ORGANISATION,
    pluginId: PLUGIN_ID,
    user: undefined,
    dataSourceInstanceSettings: {
      id: 1,
      uid,
      name,
      url,
      user,
      database,
      basicAuthEnabled: false,
      basicAuthUser: '',
      jsonData: Buffer.from(JSON.stringify(dataSource.jsonData ?? {})),
      decryptedSecureJsonData: dataSource.secureJsonData ?? {},
      lastUpdatedMS: dataSource.updated ?? 0,
      apiVersion: '',
    },
    grafanaConfig: {},
    pluginVersion: '',
    userAgent: '',
    apiVersion: '',
    namespace: 'default',
  };
}
