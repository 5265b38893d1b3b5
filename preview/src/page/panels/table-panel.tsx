import { cacheFieldDisplayNames, type PanelProps } from '@grafana/data';
import type { TableCellHeight, TableSortByFieldState } from '@grafana/schema';
import { TableNG } from '@grafana/ui/unstable';
import { useMemo, type ReactElement } from 'react';
import { NoData } from './no-data';

export interface TableOptions {
  showHeader?: boolean;
  cellHeight?: TableCellHeight;
  sortBy?: TableSortByFieldState[];
}

/** The first frame as a table; a dashboard that asks for several merges them by a transformation. */
export function TablePanel(props: PanelProps<TableOptions>): ReactElement {
  const { data, width, height, options, fieldConfig, timeRange } = props;
  const frame = useMemo(() => {
    cacheFieldDisplayNames(data.series);
    return data.series[0];
  }, [data.series]);
  if (!frame || frame.fields.length === 0) return <NoData />;
  return (
    <TableNG
      data={frame}
      structureRev={data.structureRev}
      sortBy={options.sortBy}
      cellHeight={options.cellHeight}
      width={width}
      height={height}
      noHeader={options.showHeader === false}
      fieldConfig={fieldConfig}
      timeRange={timeRange}
      resizable
      enableVirtualization
    />
  );
}
