import type { DataSourceApi, DataSourceInstanceSettings, DataSourceRef } from '@grafana/data';
import type { DataSourceSrv } from '@grafana/runtime';

type Reference = DataSourceRef | string | null | undefined;

/** Finds the provisioned data sources by uid, name or type, and makes each once. */
export function createDataSourceService(
  settings: readonly DataSourceInstanceSettings[],
  make: (settings: DataSourceInstanceSettings) => DataSourceApi,
): DataSourceSrv {
  const instances = new Map<string, DataSourceApi>();

  const find = (reference: Reference) => {
    const id = typeof reference === 'string' ? reference : reference?.uid;
    if (id) return settings.find(({ uid, name }) => uid === id || name === id);
    const type = typeof reference === 'string' ? undefined : reference?.type;
    const candidates = settings.filter((candidate) => !type || candidate.type === type);
    return candidates.find(({ isDefault }) => isDefault) ?? candidates[0];
  };

  return {
    get: (reference) => {
      const found = find(reference);
      if (!found) return Promise.reject(new Error(`There is no data source ${JSON.stringify(reference)}.`));
      let instance = instances.get(found.uid);
      if (!instance) instances.set(found.uid, (instance = make(found)));
      return Promise.resolve(instance);
    },
    getInstanceSettings: find,
    getList: ({ type, pluginId = type, filter } = {}) =>
      settings.filter(
        (candidate) =>
          (pluginId === undefined || [pluginId].flat().includes(candidate.type)) && (filter?.(candidate) ?? true),
      ),
    reload: () => Promise.resolve(),
    registerRuntimeDataSource: () => undefined,
  };
}
