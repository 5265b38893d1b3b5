import type { PageSettings } from '../page-settings';

/*
 * Must be imported first: @grafana/runtime reads window.grafanaBootData while it is evaluated, and what is not there
 * then is never there.
 */

declare global {
  interface Window {
    grafanaBootData: unknown;
    /** Where Grafana's libraries look for icons. */
    __grafana_public_path__: string;
  }
}

export const pageSettings = readPageSettings();

export type ThemeName = 'dark' | 'light';
export const themeName: ThemeName =
  new URLSearchParams(window.location.search).get('theme') === 'light' ? 'light' : 'dark';

const GRAFANA_VERSION = '13.2.2';

window.__grafana_public_path__ = '/public/';
window.grafanaBootData = {
  settings: {
    buildInfo: { version: GRAFANA_VERSION, commit: '', env: 'production', edition: 'Open Source' },
    featureToggles: {},
    datasources: {},
    panels: {},
    apps: {},
    appSubUrl: '',
    appUrl: `${window.location.origin}/`,
    namespace: 'default',
    minRefreshInterval: '',
    timePicker: { quickRanges: [] },
    liveEnabled: false,
  },
  user: {
    id: 1,
    isSignedIn: true,
    orgRole: 'Viewer',
    theme: themeName,
    lightTheme: themeName === 'light',
    timezone: pageSettings.timeZone,
    weekStart: pageSettings.weekStart,
    locale: 'en-US',
    language: 'en-US',
    permissions: {},
  },
  navTree: [],
  themePaths: {},
  assets: {},
};

function readPageSettings(): PageSettings {
  const element = document.getElementById('page-settings');
  return JSON.parse(element?.textContent ?? '') as PageSettings;
}
