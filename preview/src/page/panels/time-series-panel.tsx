import { FieldType, type PanelProps } from '@grafana/data';
import {
  LegendDisplayMode,
  SortOrder,
  TooltipDisplayMode,
  type VizLegendOptions,
  type VizTooltipOptions,
} from '@grafana/schema';
import { TimeSeries, TooltipPlugin, ZoomPlugin } from '@grafana/ui';
import type { ReactElement } from 'react';
import { NoData } from './no-data';

export interface TimeSeriesOptions {
  legend?: VizLegendOptions;
  tooltip?: VizTooltipOptions;
}

const DEFAULT_LEGEND: VizLegendOptions = {
  displayMode: LegendDisplayMode.List,
  placement: 'bottom',
  calcs: [],
  showLegend: true,
};

/** Lines, points or bars over time, with a tooltip; dragging over a part zooms the dashboard to it. */
export function TimeSeriesPanel(props: PanelProps<TimeSeriesOptions>): ReactElement {
  const { data, timeRange, timeZone, width, height, options, onChangeTimeRange } = props;
  const frames = data.series.filter(({ fields }) => fields.some(({ type }) => type === FieldType.time));
  if (frames.length === 0) return <NoData />;
  return (
    <TimeSeries
      frames={frames}
      structureRev={data.structureRev}
      timeRange={timeRange}
      timeZone={timeZone}
      width={width}
      height={height}
      legend={options.legend ?? DEFAULT_LEGEND}
      options={options}
    >
      {(config, alignedFrame) => (
        <>
          <ZoomPlugin config={config} onZoom={onChangeTimeRange} />
          <TooltipPlugin
            config={config}
            data={alignedFrame}
            timeZone={timeZone}
            mode={options.tooltip?.mode ?? TooltipDisplayMode.Single}
            sortOrder={options.tooltip?.sort ?? SortOrder.None}
          />
        </>
      )}
    </TimeSeries>
  );
}
