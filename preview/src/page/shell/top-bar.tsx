import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { LinkButton, useStyles2 } from '@grafana/ui';
import type { ReactElement } from 'react';
import { pageSettings, themeName } from '../boot';

const EXPLANATION =
  "An emulation: the built plugin and the provisioned dashboards on Grafana's own libraries, without a Grafana server.";

/** Says what the page is and is not, and switches the theme. */
export function TopBar({ title }: { title: string }): ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.notice}>
          <strong className={styles.tag}>Preview – not Grafana</strong> {EXPLANATION}
        </p>
        <LinkButton variant="secondary" size="sm" fill="outline" href={otherThemeAddress()} target="_self">
          {themeName === 'dark' ? 'Light theme' : 'Dark theme'}
        </LinkButton>
      </div>
      <PageLinks />
    </header>
  );
}

export const EXPLORE_PATH = '/explore';

/** Every page there is. */
function PageLinks(): ReactElement {
  const dashboards = pageSettings.dashboards.map(({ uid, title }) => ({ path: `/d/${uid}`, title }));
  return (
    <nav aria-label="Pages">
      {[...dashboards, { path: EXPLORE_PATH, title: 'Explore' }].map(({ path, title }) => (
        <LinkButton
          key={path}
          variant="secondary"
          size="sm"
          fill="text"
          href={`${path}?theme=${themeName}`}
          target="_self"
        >
          {title}
        </LinkButton>
      ))}
    </nav>
  );
}

/** The page with the other theme; Grafana's libraries take their theme when they are loaded. */
function otherThemeAddress(): string {
  const address = new URL(window.location.href);
  address.searchParams.set('theme', themeName === 'dark' ? 'light' : 'dark');
  return `${address.pathname}${address.search}`;
}

const getStyles = ({ colors, spacing, typography }: GrafanaTheme2) => ({
  header: css({ padding: spacing(1, 2) }),
  bar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: spacing(2) }),
  title: css({ ...typography.h4, margin: 0, whiteSpace: 'nowrap' }),
  notice: css({ flex: '1 1 320px', margin: 0, color: colors.text.secondary, fontSize: typography.bodySmall.fontSize }),
  tag: css({ color: colors.warning.text }),
});
