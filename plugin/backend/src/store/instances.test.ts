import type { PluginContext } from '@saleshub/plugin-protocol';
import type { DataSourceSettings } from '../settings/data-source-settings';
import { createInstances } from './instances';

interface Fake {
  settings: DataSourceSettings;
  closed: boolean;
  close: () => Promise<void>;
}

function fakes() {
  const opened: Fake[] = [];
  const instances = createInstances((settings): Fake => {
    const fake: Fake = {
      settings,
      closed: false,
      close: () => {
        fake.closed = true;
        return Promise.resolve();
      },
    };
    opened.push(fake);
    return fake;
  });
  return { opened, instances };
}

function context(updated: number, tenant: { namespace?: string; orgId?: number } = {}): PluginContext {
  return {
    orgId: 1,
    pluginId: '',
    user: undefined,
    dataSourceInstanceSettings: {
      id: 1,
      uid: 'hub',
      name: '',
      url: 'http://clickhouse:8123',
      user: '',
      database: '',
      basicAuthEnabled: false,
      basicAuthUser: '',
      jsonData: Buffer.alloc(0),
      decryptedSecureJsonData: { password: `of ${updated}` },
      lastUpdatedMS: updated,
      apiVersion: '',
    },
    grafanaConfig: {},
    pluginVersion: '',
    userAgent: '',
    apiVersion: '',
    namespace: 'default',
    ...tenant,
  };
}

const nothing = () => Promise.resolve();

test('one client serves a data source until its settings change', async () => {
  const { opened, instances } = fakes();
  await instances.use(context(1), nothing);
  await instances.use(context(1), nothing);
  expect(opened).toHaveLength(1);
  await instances.use(context(2), nothing);
  expect(opened.map(({ closed }) => closed)).toEqual([true, false]);
  expect(opened[1]?.settings.connection.password).toBe('of 2');
});

test('a client in use is closed after its last use', async () => {
  const { opened, instances } = fakes();
  let finish = () => undefined as void;
  const using = instances.use(context(1), () => new Promise<void>((resolve) => (finish = resolve)));
  await instances.use(context(2), nothing);
  expect(opened[0]?.closed).toBe(false);
  finish();
  await using;
  expect(opened[0]?.closed).toBe(true);
});

test('tenants with the same uid have clients of their own', async () => {
  const { opened, instances } = fakes();
  await instances.use(context(1), nothing);
  await instances.use(context(1, { orgId: 2 }), nothing);
  await instances.use(context(1, { namespace: 'other' }), nothing);
  expect(opened).toHaveLength(3);
});

test('settings that cannot be opened leave what was open', async () => {
  const { opened, instances } = fakes();
  await instances.use(context(1), nothing);
  const broken = context(2);
  if (broken.dataSourceInstanceSettings) broken.dataSourceInstanceSettings.url = 'nowhere';
  await expect(instances.use(broken, nothing)).rejects.toMatchObject({ code: 'url_invalid' });
  await expect(instances.use(undefined, nothing)).rejects.toMatchObject({ code: 'no_data_source' });
  expect(opened.map(({ closed }) => closed)).toEqual([false]);
});
