import type { MetricFindValue } from '@grafana/data';
import { CATALOGUE } from '@saleshub/model';
import type { DimensionValues, DimensionValuesRequest } from '../types';
import type { VariableList } from './variable-query';

interface ValuesSource {
  listDimensionValues(request: DimensionValuesRequest): Promise<DimensionValues>;
}

/** The choices that a variable offers: metrics by title, dimension values as they are. */
export async function listVariableValues(source: ValuesSource, list: VariableList): Promise<MetricFindValue[]> {
  if (list.kind === 'metrics') return CATALOGUE.map(({ id, title }) => ({ text: title, value: id }));
  const { dimension, metric, search } = list;
  const narrowed = { ...(metric && { metric }), ...(search && { search }) };
  const { values } = await source.listDimensionValues({ dimension, ...narrowed });
  return values.map((value) => ({ text: value, value }));
}
