import { dirname, join } from 'node:path';
import { Router, static as serveFolder, type RequestHandler } from 'express';

/** Where the files of the page come from. */
export interface AssetFolders {
  /** The bundled page. */
  page: string;
  /** The built plugin. */
  plugin: string;
}

/** The fonts that Grafana's styles ask for, by the name of their file. */
const FONTS: ReadonlyMap<string, string> = new Map([
  ['Inter-Regular.woff2', '@fontsource/inter/files/inter-latin-400-normal.woff2'],
  ['Inter-Medium.woff2', '@fontsource/inter/files/inter-latin-500-normal.woff2'],
  ['RobotoMono-Regular.woff2', '@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2'],
  // As Grafana's styles name the regular one.
  [
    'L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2',
    '@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2',
  ],
  ['RobotoMono-Medium.woff2', '@fontsource/roboto-mono/files/roboto-mono-latin-500-normal.woff2'],
]);

/** The page's own files, and what Grafana's server would give beside them: the plugin, icons and fonts. */
export function assetRoutes(folders: AssetFolders, pluginId: string): Router {
  const routes = Router();
  const images = join(dirname(require.resolve('@grafana/ui/package.json')), 'dist/public/img');
  routes.use('/assets', serveFolder(join(folders.page, 'assets')));
  routes.use(`/public/plugins/${pluginId}`, refuseExecutables, serveFolder(folders.plugin));
  for (const place of ['/public/img', '/public/build/img']) {
    routes.use(place, serveFolder(images));
    // Icons that Grafana's package refers to and does not hold.
    routes.use(`${place}/icons/unicons`, serveFolder(join(folders.page, 'icons')));
  }
  routes.get('/public/*path', font);
  return routes;
}

/** What Grafana starts is not for browsers. */
const refuseExecutables: RequestHandler = ({ path }, response, next) => {
  if (/^\/(gpx_|.*\.cjs)/.test(path)) response.sendStatus(404);
  else next();
};

const font: RequestHandler = ({ path }, response, next) => {
  const file = FONTS.get(path.slice(path.lastIndexOf('/') + 1));
  if (file === undefined) next();
  else response.sendFile(require.resolve(file));
};
