import type { PluginContext } from '@saleshub/plugin-protocol';
import { readDataSourceSettings, type DataSourceSettings } from '../settings/data-source-settings';
import { SettingsError } from '../settings/settings-error';

/** The data sources that were asked something, each with its own client. */
export interface Instances<Instance> {
  /**
   * Does the work with the data source that the context names, opened anew where its settings have changed.
   * @throws SettingsError
   */
  use: <Result>(context: PluginContext | undefined, work: (instance: Instance) => Promise<Result>) => Promise<Result>;
}

interface Entry<Instance> {
  instance: Instance;
  lastUpdated: number;
  users: number;
  replaced: boolean;
}

/** Keeps what is opened until the settings change; what is replaced is closed once nobody uses it any more. */
export function createInstances<Instance extends { close: () => Promise<void> }>(
  open: (settings: DataSourceSettings) => Instance,
): Instances<Instance> {
  const entries = new Map<string, Entry<Instance>>();

  const closeWhenUnused = (entry: Entry<Instance>): void => {
    // A client that cannot be closed properly has nothing left to close.
    if (entry.replaced && entry.users === 0) entry.instance.close().catch(() => undefined);
  };

  const entryOf = (context: PluginContext | undefined): Entry<Instance> => {
    const given = context?.dataSourceInstanceSettings;
    if (!given) throw new SettingsError('no_data_source', 'The request names no data source.');
    // The same uid may be another data source for another tenant.
    const key = JSON.stringify([context.namespace, context.orgId, given.uid]);
    const before = entries.get(key);
    if (before?.lastUpdated === given.lastUpdatedMS) return before;
    const instance = open(readDataSourceSettings(given));
    const entry = { instance, lastUpdated: given.lastUpdatedMS, users: 0, replaced: false };
    entries.set(key, entry);
    if (before) {
      before.replaced = true;
      closeWhenUnused(before);
    }
    return entry;
  };

  return {
    use: async (context, work) => {
      const entry = entryOf(context);
      entry.users++;
      try {
        return await work(entry.instance);
      } finally {
        entry.users--;
        closeWhenUnused(entry);
      }
    },
  };
}
