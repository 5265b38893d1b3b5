import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** The provisioned data source, which every panel and variable names. */
export const DATA_SOURCE = { type: 'saleshub-saleshub-datasource', uid: 'saleshub' } as const satisfies DataSourceRef;
