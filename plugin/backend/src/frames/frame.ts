import type { Notice } from '@saleshub/model';

/** How a frame's consumers may read it: the types of Grafana's data plane contract. */
export type FrameType = 'timeseries-multi' | 'timeseries-wide' | 'numeric-multi' | 'numeric-long' | 'table';

/** Set beside the type: without it, or with 0.0, expressions guess instead of reading by type. */
export const TYPE_VERSION = [0, 1] as const;

export interface FrameMeta {
  type: FrameType;
  typeVersion: typeof TYPE_VERSION;
  preferredVisualisationType: 'graph' | 'table';
  executedQueryString?: string;
  notices?: { severity: Notice['severity']; text: string }[];
  custom?: Record<string, unknown>;
}

/** How a field is shown. */
export interface FieldConfig {
  /** The source's own name; a panel's settings still win over it. */
  displayNameFromDS?: string;
  description?: string;
  unit?: string;
  decimals?: number;
  min?: number;
  max?: number;
  links?: (DataLink | PageLink)[];
  color?: { mode: 'fixed'; fixedColor: string };
  /** Texts that are shown in place of values. */
  mappings?: { type: 'value'; options: Record<string, { text: string }> }[];
  custom?: CustomConfig;
}

/** What the panels of Grafana itself read of a field, each what it knows. */
export interface CustomConfig {
  hideFrom?: { viz: boolean; legend: boolean; tooltip: boolean };
  axisPlacement?: 'hidden';
  drawStyle?: 'line';
  lineWidth?: number;
  lineStyle?: { fill: 'dash'; dash: number[] };
  showPoints?: 'never';
  /** In percent. */
  fillOpacity?: number;
  /** The display name of the field down to which the area is filled. */
  fillBelowTo?: string;
  stacking?: { mode: 'none'; group: string };
}

/** A link from a number to a query of a data source, which opens in Explore. */
export interface DataLink {
  title: string;
  /** Empty: the link stays in Grafana. */
  url: '';
  internal: { datasourceUid: string; datasourceName: string; query: object };
}

/** A link to a page elsewhere, which opens in a window of its own. */
export interface PageLink {
  title: string;
  url: string;
  targetBlank: true;
}

interface FieldBase {
  name: string;
  /** What distinguishes this field's series from others of the same name. */
  labels?: Record<string, string>;
  config?: FieldConfig;
}

/** A column. What is no finite number is a missing value. */
export type FrameField = FieldBase &
  (
    | { type: 'time'; /** Milliseconds since 1970. */ values: Float64Array }
    | { type: 'number'; values: Float64Array }
    | { type: 'text'; values: (string | null)[] }
    | { type: 'boolean'; values: (boolean | null)[] }
  );

/** Grafana's data frame. One without fields says that there are no data. */
export interface Frame {
  name: string;
  refId: string;
  meta: FrameMeta;
  fields: FrameField[];
}
