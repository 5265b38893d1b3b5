import type { QueryEditorProps } from '@grafana/data';
import { Stack, Text } from '@grafana/ui';
import { QUERY_TYPES, type QueryType, isOwnField } from '@saleshub/model';
import type { SaleshubDataSource } from '../data-source';
import { optionsOf } from '../metrics/offered';
import { variableOptions } from '../metrics/variable-options';
import { defaultQuery } from '../query/default-query';
import { explainQuery } from '../query/explain-query';
import { migrateQuery } from '../query/migrate-query';
import { strings } from '../strings';
import type { SaleshubOptions, SaleshubQuery } from '../types';
import { FewChoices } from './choice';
import { MetricQueryEditor } from './metric-query-editor';
import { InvalidQuery } from './problems';

type Props = QueryEditorProps<SaleshubDataSource, SaleshubQuery, SaleshubOptions>;

const TYPES = optionsOf(QUERY_TYPES, strings.query.types);

/** The editor of a panel's or an alert rule's query. */
export function QueryEditor({ query: saved, datasource, app, onChange, onRunQuery }: Props) {
  const query = migrateQuery(saved);
  const interpolate = (one: SaleshubQuery) => datasource.applyTemplateVariables(one, {});
  const change = (changed: SaleshubQuery) => {
    onChange(changed);
    if (explainQuery(interpolate(changed)) === undefined) onRunQuery();
  };
  const changeType = (queryType: QueryType) => {
    const kept = Object.fromEntries(Object.entries(query).filter(([name]) => !isOwnField(name)));
    const fields = queryType === 'metric' ? defaultQuery(app) : { version: 1, queryType };
    change({ ...kept, ...fields } as SaleshubQuery);
  };
  const suggest = (metric: string) => (dimension: string, search: string) =>
    datasource.listDimensionValues({ metric, dimension, search });
  return (
    <Stack direction="column" gap={1.5}>
      <FewChoices label={strings.query.type} options={TYPES} value={query.queryType} onChange={changeType} />
      {query.queryType === 'metric' ? (
        <MetricQueryEditor
          query={query}
          interpolate={interpolate}
          variables={variableOptions(datasource.variableNames())}
          suggest={suggest}
          onChange={change}
        />
      ) : (
        <OtherQuery query={interpolate(query)} />
      )}
    </Stack>
  );
}

/** A query type that has nothing to set, or one that is not known. */
function OtherQuery({ query }: { query: SaleshubQuery }) {
  const error = explainQuery(query);
  return error ? <InvalidQuery error={error} /> : <Text variant="bodySmall">{strings.query.definitionsHelp}</Text>;
}
