import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { ReactElement } from 'react';

/** Says that a query has answered and there is nothing to show. */
export function NoData(): ReactElement {
  const style = useStyles2(({ colors }) =>
    css({ height: '100%', display: 'grid', placeItems: 'center', color: colors.text.secondary }),
  );
  return (
    <div className={style} data-testid="no-data">
      No data
    </div>
  );
}
