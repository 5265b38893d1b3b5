import type { QueryEditorProps } from '@grafana/data';
import { DIMENSIONS } from '@saleshub/model';
import { Field, Stack } from '@grafana/ui';
import { useId } from 'react';
import type { SaleshubDataSource } from '../data-source';
import { Choice, FewChoices } from '../editor/choice';
import { CommittedInput } from '../editor/committed-input';
import { FilterRows } from '../editor/filter-rows';
import { variableOptions } from '../metrics/variable-options';
import { dimensionOption, metricOptions, optionsOf } from '../metrics/offered';
import { strings } from '../strings';
import type { SaleshubOptions, SaleshubQuery } from '../types';
import { readVariableQuery, type VariableList, type VariableQuery } from './variable-query';

type Props = QueryEditorProps<SaleshubDataSource, SaleshubQuery, SaleshubOptions, VariableQuery>;

const { variables: texts } = strings;
const METRICS = metricOptions();
const KINDS = optionsOf(['metrics', 'dimension_values'] as const, texts.kinds);
const DIMENSION_OPTIONS = DIMENSIONS.map((name) => ({ ...dimensionOption(name), value: name }));
/** Which sources are primary is a setting: the store does not list values by it. */
const FILTER_DIMENSIONS = DIMENSIONS.filter((name) => name !== 'source_class');

/** Chooses what a dashboard variable lists. */
export function VariableEditor({ query, datasource, onChange }: Props) {
  const list = readable(query);
  const searchId = useId();
  const save = (changed: VariableList) => onChange({ refId: 'variable', ...changed });
  return (
    <Stack direction="row" gap={1.5} wrap="wrap">
      <FewChoices
        label={texts.kind}
        options={KINDS}
        value={list?.kind}
        onChange={(kind) => save(kind === 'metrics' ? { kind } : { kind, dimension: 'team' })}
      />
      {list?.kind === 'dimension_values' && (
        <Choice
          label={texts.dimension}
          options={DIMENSION_OPTIONS}
          value={list.dimension}
          placeholder={texts.chooseDimension}
          onChange={(dimension) => save({ ...list, dimension })}
          width={32}
        />
      )}
      {list?.kind === 'dimension_values' && (
        <>
          <Choice
            label={texts.metric}
            options={METRICS}
            value={list.metric ?? ''}
            placeholder={texts.anyMetric}
            onChange={(metric) => save({ ...list, metric })}
            onClear={() => save({ ...list, metric: undefined })}
            width={32}
          />
          <Field label={texts.search} htmlFor={searchId} noMargin>
            <CommittedInput
              id={searchId}
              width={24}
              value={list.search ?? ''}
              onCommit={(search) => save({ ...list, search: search || undefined })}
            />
          </Field>
          <FilterRows
            filters={list.filters ?? []}
            dimensions={FILTER_DIMENSIONS}
            variables={variableOptions(datasource.variableNames())}
            suggest={(dimension, search) => datasource.listDimensionValues({ dimension, search })}
            onChange={(filters) => save({ ...list, filters })}
          />
        </>
      )}
    </Stack>
  );
}

/** A new variable has nothing to read yet. */
function readable(query: unknown): VariableList | undefined {
  try {
    return readVariableQuery(query);
  } catch {
    return undefined;
  }
}
