import type {
  AdHocVariableFilter,
  AnnotationSupport,
  CoreApp,
  DataSourceGetTagValuesOptions,
  DataSourceInstanceSettings,
  LegacyMetricFindQueryOptions,
  MetricFindValue,
  ScopedVars,
} from '@grafana/data';
import { DIMENSIONS } from '@saleshub/model';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import { addAdhocFilters } from './query/add-adhoc-filters';
import { defaultQuery } from './query/default-query';
import { interpolateQuery } from './query/interpolate-query';
import { isFinished } from './query/is-finished';
import { migrateQuery } from './query/migrate-query';
import { titleOf } from './strings';
import type { DimensionValues, DimensionValuesRequest, SaleshubOptions, SaleshubQuery } from './types';
import { readVariableQuery } from './variables/variable-query';
import { SaleshubVariableSupport } from './variables/variable-support';
import { listVariableValues } from './variables/variable-values';

/** Asks the plugin's backend; what a query means is decided there. */
export class SaleshubDataSource extends DataSourceWithBackend<SaleshubQuery, SaleshubOptions> {
  /** Decisions, milestones and deals beside what a dashboard shows; Grafana shows them as it shows its own. */
  override annotations: AnnotationSupport<SaleshubQuery> = {
    getDefaultQuery: () => ({ version: 1, queryType: 'annotations' }),
  };

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

  override applyTemplateVariables(
    query: SaleshubQuery,
    scopedVars: ScopedVars,
    adhocFilters: AdHocVariableFilter[] = [],
  ): SaleshubQuery {
    const templates = getTemplateSrv();
    const filled = interpolateQuery(migrateQuery(query), templates.replace.bind(templates), scopedVars);
    return addAdhocFilters(filled, adhocFilters);
  }

  /** What an ad hoc filter may filter by. */
  override getTagKeys(): Promise<MetricFindValue[]> {
    return Promise.resolve(DIMENSIONS.map((name) => ({ text: titleOf(name), value: name })));
  }

  /** The values that an ad hoc filter offers for a dimension, the first ones of very many; others can be typed. */
  override async getTagValues({ key }: DataSourceGetTagValuesOptions<SaleshubQuery>): Promise<MetricFindValue[]> {
    const { values } = await this.listDimensionValues({ dimension: key });
    return values.map((value) => ({ text: value, value }));
  }

  /** The dashboard's variables that a query may use. */
  variableNames(): string[] {
    return getTemplateSrv()
      .getVariables()
      .map(({ name }) => name);
  }

  /**
   * The choices of a dashboard variable: `metrics()`, `dimension_values(team)` or what the variable editor saves, with other
   * variables filled in.
   */
  override metricFindQuery(query: unknown, { scopedVars = {} }: LegacyMetricFindQueryOptions = {}) {
    const templates = getTemplateSrv();
    const list = interpolateQuery(readVariableQuery(query), templates.replace.bind(templates), scopedVars);
    return listVariableValues(this, list);
  }

  /** Lists values that the store has for a dimension. */
  listDimensionValues(request: DimensionValuesRequest): Promise<DimensionValues> {
    const { filters = [], ...parameters } = request;
    return this.getResource<DimensionValues>('dimension-values', {
      ...parameters,
      ...(filters.length > 0 && { filters: JSON.stringify(filters) }),
    });
  }
}
