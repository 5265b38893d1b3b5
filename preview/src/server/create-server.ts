import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { PageSettings } from '../page-settings';
import { assetRoutes, type AssetFolders } from './asset-routes';
import { dataSourceRoutes } from './data-source-routes';
import type { PluginBackend } from './plugin-backend';
import type { ProvisionedDashboard, ProvisionedDataSource } from './provisioning';

export interface ServerParts {
  folders: AssetFolders;
  pluginId: string;
  dataSources: readonly ProvisionedDataSource[];
  dashboards: readonly ProvisionedDashboard[];
  backend: PluginBackend;
  /** What numbers are reported in; it stands in for the organisation's preferences. */
  calendar: Pick<PageSettings, 'timeZone' | 'weekStart'>;
}

/** The server of the preview: the page, its files, and the part of Grafana's interface that they use. */
export function createServer(parts: ServerParts): Express {
  const { folders, pluginId, dataSources, dashboards, backend } = parts;
  const page = pageText(folders.page, pageSettings(parts));
  const app = express();
  app.disable('x-powered-by');
  app.use(assetRoutes(folders, pluginId));
  app.use('/api', dataSourceRoutes(dataSources, backend));
  app.get('/api/dashboards/uid/:uid', ({ params }, response) => {
    const found = dashboards.find(({ uid }) => uid === params.uid);
    if (found) response.json({ dashboard: found.json });
    else response.status(404).json({ message: 'Dashboard not found' });
  });
  app.get(['/', '/d/:uid', '/d/:uid/:slug', '/explore'], (_request, response) => {
    response.set('Cache-Control', 'no-store').type('html').send(page);
  });
  app.use((_request, response) => {
    response.status(404).json({ message: 'Not found' });
  });
  app.use(answerFailure);
  return app;
}

function pageSettings({ pluginId, dataSources, dashboards, calendar }: ServerParts): PageSettings {
  return {
    pluginId,
    dataSources: dataSources.map(({ uid, name, type, isDefault, jsonData = {} }) => ({
      uid,
      name,
      type,
      isDefault,
      jsonData,
    })),
    dashboards: dashboards.map(({ uid, title }) => ({ uid, title })),
    ...calendar,
  };
}

/** The page with its settings in it; no text of theirs can end the element that they stand in. */
function pageText(folder: string, settings: PageSettings): string {
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c');
  return readFileSync(join(folder, 'index.html'), 'utf8').replace('/*page-settings*/', () => json);
}

const answerFailure: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  const { status } = error as { status?: unknown };
  // What Express refuses has a status; all else comes from the plugin's process.
  if (typeof status === 'number') response.status(status).json({ message });
  else response.status(502).json({ message: `The plugin's backend does not answer: ${message}` });
};
