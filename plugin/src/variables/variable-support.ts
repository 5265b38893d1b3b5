import {
  CustomVariableSupport,
  FieldType,
  createDataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
} from '@grafana/data';
import { from, map, type Observable } from 'rxjs';
import type { SaleshubDataSource } from '../data-source';
import { VariableEditor } from './variable-editor';
import type { VariableQuery } from './variable-query';

/** Dashboard variables of this data source: their editor and their values. */
export class SaleshubVariableSupport extends CustomVariableSupport<SaleshubDataSource, VariableQuery> {
  override editor = VariableEditor;

  constructor(private readonly dataSource: SaleshubDataSource) {
    super();
  }

  override query(request: DataQueryRequest<VariableQuery>): Observable<DataQueryResponse> {
    return from(this.dataSource.metricFindQuery(request.targets[0], { scopedVars: request.scopedVars })).pipe(
      map((values) => ({ data: [choicesFrame(values)] })),
    );
  }
}

function choicesFrame(values: readonly MetricFindValue[]) {
  return createDataFrame({
    fields: [
      { name: 'text', type: FieldType.string, values: values.map(({ text }) => text) },
      { name: 'value', type: FieldType.string, values: values.map(({ value }) => value) },
    ],
  });
}
