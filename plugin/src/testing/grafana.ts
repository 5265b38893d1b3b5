import { of, throwError } from 'rxjs';
import { PluginType, type DataSourceInstanceSettings, type DataSourcePluginMeta } from '@grafana/data';
import {
  setBackendSrv,
  setTemplateSrv,
  type BackendSrv,
  type BackendSrvRequest,
  type TemplateSrv,
} from '@grafana/runtime';
import { SaleshubDataSource } from '../data-source';
import manifest from '../plugin.json';
import type { SaleshubOptions } from '../types';
import { templatesWith, type Variables } from './templates';

/** What the plugin's backend is asked beside queries, and its answers. */
export interface FakeBackend {
  requests: BackendSrvRequest[];
}

const SETTINGS: DataSourceInstanceSettings<SaleshubOptions> = {
  id: 1,
  uid: 'hub',
  type: manifest.id,
  name: 'Saleshub',
  access: 'proxy',
  readOnly: false,
  jsonData: {},
  meta: { id: manifest.id, name: 'Saleshub', type: PluginType.datasource } as DataSourcePluginMeta<SaleshubOptions>,
};

export interface Given {
  variables?: Variables;
  /** Absent values are none; a failure is that of the backend. */
  values?: string[] | Error;
  truncated?: boolean;
}

/** A data source in a Grafana that has these variables and whose backend lists these values for every dimension. */
export function dataSourceWith({ variables = {}, values = [], truncated = false }: Given = {}) {
  const backend: FakeBackend = { requests: [] };
  setTemplateSrv(templatesWith(variables) as TemplateSrv);
  setBackendSrv({
    fetch(request: BackendSrvRequest) {
      backend.requests.push(request);
      if (values instanceof Error) return throwError(() => values);
      const search = String(request.params?.search ?? '').toLowerCase();
      const found = values.filter((value) => value.toLowerCase().includes(search));
      return of({ data: { values: found, truncated } });
    },
  } as unknown as BackendSrv);
  return { dataSource: new SaleshubDataSource(SETTINGS), backend };
}
