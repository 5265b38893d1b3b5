import { css } from '@emotion/css';
import { ThemeContext } from '@grafana/data';
import { LocationServiceProvider, config, locationService } from '@grafana/runtime';
import { UrlSyncContextProvider, type EmbeddedScene } from '@grafana/scenes';
import { ErrorBoundaryAlert, GlobalStyles, PortalContainer } from '@grafana/ui';
import type { ReactElement, ReactNode } from 'react';
import { HistoryRouter } from './history-router';
import { TopBar } from './top-bar';

/** The frame of every page: theme, router, the bar that says what this is. */
export function Page({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <ThemeContext.Provider value={config.theme2}>
      <GlobalStyles />
      <LocationServiceProvider service={locationService}>
        <HistoryRouter>
          <ErrorBoundaryAlert>
            <TopBar title={title} />
            <main className={main}>{children}</main>
          </ErrorBoundaryAlert>
        </HistoryRouter>
      </LocationServiceProvider>
      <PortalContainer />
    </ThemeContext.Provider>
  );
}

const main = css({ display: 'flex', flexDirection: 'column', padding: '0 16px 16px' });

/** A dashboard; what is chosen on it stands in the address. */
export function DashboardPage({ title, scene }: { title: string; scene: EmbeddedScene }): ReactElement {
  return (
    <Page title={title}>
      <UrlSyncContextProvider scene={scene} updateUrlOnInit createBrowserHistorySteps>
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
    </Page>
  );
}
