import { css } from '@emotion/css';
import type { GrafanaTheme2, QueryResultMetaNotice } from '@grafana/data';
import { SceneObjectBase, sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import type { ReactElement } from 'react';

/** What a reader should know about a panel's numbers, beside its title: low samples, a running period, what is left out. */
export class PanelNotices extends SceneObjectBase {
  static Component = Notices;
}

function Notices({ model }: SceneComponentProps<PanelNotices>): ReactElement {
  const { data } = sceneGraph.getData(model).useState();
  const styles = useStyles2(getStyles);
  const notices = (data?.series ?? []).flatMap(({ meta }) => meta?.notices ?? []);
  return (
    <>
      {notices.map(({ severity, text }) => (
        <Tooltip key={text} content={text}>
          <span className={styles[severity]} aria-label={text} role="img">
            <Icon name={severity === 'info' ? 'info-circle' : 'exclamation-triangle'} />
          </span>
        </Tooltip>
      ))}
    </>
  );
}

const getStyles = ({ colors }: GrafanaTheme2): Record<QueryResultMetaNotice['severity'], string> => ({
  info: css({ color: colors.info.text }),
  warning: css({ color: colors.warning.text }),
  error: css({ color: colors.error.text }),
});
