import { EventBusSrv, setTimeZoneResolver, type DataSourceInstanceSettings } from '@grafana/data';
import {
  FakeEchoSrv,
  config,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setLocationSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setRunRequest,
  setTemplateSrv,
  type DataSourceSrv,
} from '@grafana/runtime';
import { initDataSourceInstanceSettings } from '@grafana/runtime/data-source-settings';
import { pageSettings } from '../boot';
import { backendService } from './backend-service';
import { runRequest } from './run-request';
import { templateService } from './template-service';

/** Gives Grafana's libraries what a Grafana server's page would: each of them is looked up by some of their parts. */
export function installServices(
  dataSourceService: DataSourceSrv,
  settings: readonly DataSourceInstanceSettings[],
): void {
  setTimeZoneResolver(() => pageSettings.timeZone);
  setBackendSrv(backendService);
  setRunRequest(runRequest);
  setTemplateSrv(templateService);
  installDataSources(dataSourceService, settings);
  setAppEvents(new EventBusSrv());
  setCurrentUser(config.bootData.user);
  installEmptyServices();
}

function installDataSources(service: DataSourceSrv, settings: readonly DataSourceInstanceSettings[]): void {
  setDataSourceSrv(service);
  const byName = Object.fromEntries(settings.map((entry) => [entry.name, entry]));
  const preferred = settings.find(({ isDefault }) => isDefault) ?? settings[0];
  config.datasources = byName;
  config.defaultDatasource = preferred?.name ?? '';
  // Newer parts of the libraries look here instead.
  initDataSourceInstanceSettings(byName, config.defaultDatasource);
}

/** Usage reports, navigation and extensions by other plugins: there are none. */
function installEmptyServices(): void {
  setEchoSrv(new FakeEchoSrv());
  setLocationSrv({ update: () => undefined });
  setReturnToPreviousHook(() => () => undefined);
  setChromeHeaderHeightHook(() => 0);
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setPluginImportUtils({
    importPanelPlugin: (id) => Promise.reject(new Error(`The preview has no panel of type ${id}.`)),
    getPanelPluginFromCache: () => undefined,
  });
}
