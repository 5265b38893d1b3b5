import type { MetricFindValue } from '@grafana/data';
import { CATALOGUE } from '@saleshub/model';
import type { DimensionValues, DimensionValuesRequest } from '../types';
import type { VariableList } from './variable-query';

interface ValuesSource {
  listDimensionValues(request: DimensionValuesRequest): Promise<DimensionValues>;
}

/** More than anybody looks through; the backend lists no more at once. */
const MOST_VALUES = 10_000;

/**
 * The choices that a variable offers: metrics by title, dimension values as they are.
 * @throws Error where there are more than can be listed: those that are left out could never be chosen
 */
export async function listVariableValues(source: ValuesSource, list: VariableList): Promise<MetricFindValue[]> {
  if (list.kind === 'metrics') return CATALOGUE.map(({ id, title }) => ({ text: title, value: id }));
  const { kind: _kind, ...wanted } = list;
  const { values, truncated } = await source.listDimensionValues({ ...wanted, limit: MOST_VALUES });
  if (truncated) {
    throw new Error(
      `There are more than ${MOST_VALUES} values of ${list.dimension}: narrow the variable by a metric, a filter or a text.`,
    );
  }
  return values.map((value) => ({ text: value, value }));
}
