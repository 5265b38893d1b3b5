import type { QueryEditorProps } from '@grafana/data';
import { Stack, type ComboboxOption } from '@grafana/ui';
import { QUERY_TYPES, isOwnField, type QueryType } from '@saleshub/model';
import type { SaleshubDataSource } from '../data-source';
import { hasField } from '../metrics/offered';
import { variableOptions } from '../metrics/variable-options';
import { startOf } from '../query/default-query';
import { explainQuery } from '../query/explain-query';
import { fitQuery } from '../query/fit-query';
import { isFinished } from '../query/is-finished';
import { migrateQuery } from '../query/migrate-query';
import { strings } from '../strings';
import type { SaleshubOptions, SaleshubQuery } from '../types';
import { Choice } from './choice';
import { ExecutedSql } from './executed-sql';
import { QueryFields } from './query-fields';
import { Sentence } from './sentence';

type Props = QueryEditorProps<SaleshubDataSource, SaleshubQuery, SaleshubOptions>;

const { query: texts } = strings;
const TYPES: ComboboxOption<QueryType>[] = QUERY_TYPES.map((value) => ({
  value,
  label: texts.types[value],
  description: texts.typesHelp[value],
}));

/** The editor of a panel's or an alert rule's query. */
export function QueryEditor({ query: saved, datasource, app, data, onChange, onRunQuery }: Props) {
  const query = migrateQuery(saved);
  const interpolate = (one: SaleshubQuery) => datasource.applyTemplateVariables(one, {});
  const change = (changed: SaleshubQuery) => {
    onChange(changed);
    if (isFinished(changed) && explainQuery(interpolate(changed)) === undefined) onRunQuery();
  };
  /** What the query says goes over to the new type, as far as that has it. */
  const changeType = (queryType: QueryType) => {
    const start = startOf(queryType, app);
    const grafana = Object.entries(query).filter(([name]) => !isOwnField(name));
    const kept = Object.entries(query).filter(([name]) => hasField(queryType, name));
    const changed = { ...Object.fromEntries(grafana), ...start, ...Object.fromEntries(kept), queryType };
    // Where nothing fits yet, as something has to be chosen first, it begins as a new one.
    const fitted = fitQuery(changed as SaleshubQuery, interpolate)?.query;
    change(fitted ?? ({ ...Object.fromEntries(grafana), ...start } as SaleshubQuery));
  };
  return (
    <Stack direction="column" gap={1.5}>
      <Choice label={texts.type} options={TYPES} value={query.queryType} onChange={changeType} width={40} />
      <Sentence query={interpolate(query)} />
      <QueryFields
        query={query}
        interpolate={interpolate}
        variables={variableOptions(datasource.variableNames())}
        suggest={(metric) => (dimension, search) =>
          datasource.listDimensionValues({ dimension, search, ...(metric && { metric }) })
        }
        onChange={change}
      />
      <ExecutedSql refId={query.refId} data={data} />
    </Stack>
  );
}
