import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';
import 'systemjs/dist/extras/named-register.js';
import type { DataSourceApi, DataSourcePlugin, DataSourcePluginMeta } from '@grafana/data';
import { sharedModules } from './shared-modules';

/** A data source plugin as its built module gives it, with what its plugin.json says. */
export type LoadedPlugin = DataSourcePlugin<DataSourceApi>;

/** Loads the built module of a data source plugin by SystemJS, as Grafana does. */
export async function loadPlugin(id: string): Promise<LoadedPlugin> {
  const folder = `/public/plugins/${id}`;
  shareModules();
  const [meta, module] = await Promise.all([
    readMeta(`${folder}/plugin.json`),
    System.import<{ plugin?: LoadedPlugin }>(`${window.location.origin}${folder}/module.js`),
  ]);
  if (!module.plugin) throw new Error(`${folder}/module.js does not export a plugin.`);
  module.plugin.meta = { ...meta, baseUrl: folder.slice(1), module: `${folder}/module.js` };
  return module.plugin;
}

function shareModules(): void {
  const imports: Record<string, string> = {};
  for (const [name, module] of Object.entries(sharedModules)) {
    const address = `package:${name}`;
    System.set(address, { ...module });
    imports[name] = address;
  }
  System.addImportMap({ imports });
}

async function readMeta(address: string): Promise<DataSourcePluginMeta> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} cannot be read (${response.status}): is the plugin built?`);
  return (await response.json()) as DataSourcePluginMeta;
}
