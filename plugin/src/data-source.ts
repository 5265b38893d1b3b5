import type { CoreApp, DataSourceInstanceSettings, MetricFindValue, ScopedVars } from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import { defaultQuery } from './query/default-query';
import { interpolateQuery } from './query/interpolate-query';
import { isFinished } from './query/is-finished';
import { migrateQuery } from './query/migrate-query';
import type { DimensionValues, DimensionValuesRequest, SaleshubOptions, SaleshubQuery } from './types';
import { readVariableQuery } from './variables/variable-query';
import { SaleshubVariableSupport } from './variables/variable-support';
import { listVariableValues } from './variables/variable-values';

/** Asks the plugin's backend; what a query means is decided there. */
export class SaleshubDataSource extends DataSourceWithBackend<SaleshubQuery, SaleshubOptions> {
  constructor(settings: DataSourceInstanceSettings<SaleshubOptions>) {
    super(settings);
    this.variables = new SaleshubVariableSupport(this);
  }

  override getDefaultQuery(app: CoreApp): Partial<SaleshubQuery> {
    return defaultQuery(app);
  }

  /** A query without a metric is one that nobody has finished; it is not asked. */
  override filterQuery(query: SaleshubQuery): boolean {
    return isFinished(migrateQuery(query));
  }

  override applyTemplateVariables(query: SaleshubQuery, scopedVars: ScopedVars): SaleshubQuery {
    const templates = getTemplateSrv();
    return interpolateQuery(migrateQuery(query), templates.replace.bind(templates), scopedVars);
  }

  /** The dashboard's variables that a query may use. */
  variableNames(): string[] {
    return getTemplateSrv()
      .getVariables()
      .map(({ name }) => name);
  }

  /** The choices of a dashboard variable: `metrics()`, `dimension_values(team)` or what the variable editor saves. */
  override metricFindQuery(query: unknown): Promise<MetricFindValue[]> {
    return listVariableValues(this, readVariableQuery(query));
  }

  /** Lists values that the store has for a dimension. */
  listDimensionValues(request: DimensionValuesRequest): Promise<DimensionValues> {
    return this.getResource<DimensionValues>('dimension-values', { ...request });
  }
}
