import { pageSettings } from './boot';
import type { DataSourceApi, DataSourceInstanceSettings } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { loadResources } from '@grafana/scenes';
import { Alert } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import type { PageDataSource } from '../page-settings';
import { readDashboard } from './dashboard/dashboard-json';
import { dashboardScene } from './dashboard/dashboard-scene';
import { readExploreState } from './explore/explore-address';
import { exploreScene } from './explore/explore-scene';
import { registerPanels } from './panels/register-panels';
import { loadPlugin, type LoadedPlugin } from './plugin/load-plugin';
import { registerFieldOptions } from './registries/field-options';
import { registerTransformations } from './registries/transformations';
import { setCurrentScene } from './services/current-scene';
import { createDataSourceService } from './services/data-source-service';
import { installServices } from './services/install-services';
import { DashboardPage, Page } from './shell/page';
import { EXPLORE_PATH } from './shell/top-bar';

const root = createRoot(document.getElementById('root') as HTMLElement);

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  root.render(
    <Page title="Saleshub">
      <Alert title="The preview cannot show this page">{message}</Alert>
    </Page>,
  );
});

async function start(): Promise<void> {
  await initPluginTranslations('grafana-scenes', [loadResources]);
  await initPluginTranslations('grafana', []);
  registerFieldOptions();
  registerTransformations();
  registerPanels();
  const plugin = await loadPlugin(pageSettings.pluginId);
  const settings = pageSettings.dataSources.map((source, index) => instanceSettings(source, index + 1, plugin));
  const dataSources = createDataSourceService(settings, (chosen) => makeDataSource(plugin, chosen));
  installServices(dataSources, settings);

  if (window.location.pathname === EXPLORE_PATH) {
    document.title = 'Explore – Saleshub preview';
    const scene = exploreScene(await dataSources.get(), readExploreState(window.location.search));
    setCurrentScene(scene);
    root.render(
      <Page title="Explore">
        <scene.Component model={scene} />
      </Page>,
    );
    return;
  }
  const dashboard = await readDashboard(chosenDashboard());
  const title = dashboard.title ?? '';
  document.title = `${title} – Saleshub preview`;
  const scene = dashboardScene(dashboard);
  setCurrentScene(scene);
  root.render(<DashboardPage title={title} scene={scene} />);
}

/** What is shown first, as a Grafana server's home dashboard would be. */
const HOME = 'saleshub-sales-overview';

/** /d/UID/any-words, as in Grafana; else the home dashboard, or the first one where there is none. */
function chosenDashboard(): string {
  const [, folder, uid] = window.location.pathname.split('/');
  if (folder === 'd' && uid) return decodeURIComponent(uid);
  const first = pageSettings.dashboards.find(({ uid }) => uid === HOME) ?? pageSettings.dashboards[0];
  if (!first) throw new Error('There are no dashboards in provisioning/dashboards.');
  return first.uid;
}

function instanceSettings(source: PageDataSource, id: number, { meta }: LoadedPlugin): DataSourceInstanceSettings {
  return { ...source, id, url: '', access: 'proxy', readOnly: true, meta };
}

function makeDataSource(plugin: LoadedPlugin, settings: DataSourceInstanceSettings): DataSourceApi {
  const dataSource = new plugin.DataSourceClass(settings);
  dataSource.components = plugin.components;
  dataSource.meta = plugin.meta;
  return dataSource;
}
