import type { QueryEditorProps } from '@grafana/data';
import { DIMENSIONS } from '@saleshub/model';
import { Field, Stack } from '@grafana/ui';
import { useId } from 'react';
import type { SaleshubDataSource } from '../data-source';
import { Choice, FewChoices } from '../editor/choice';
import { CommittedInput } from '../editor/committed-input';
import { dimensionOption, metricOptions, optionsOf } from '../metrics/offered';
import { strings } from '../strings';
import type { SaleshubOptions, SaleshubQuery } from '../types';
import { readVariableQuery, type VariableList, type VariableQuery } from './variable-query';

type Props = QueryEditorProps<SaleshubDataSource, SaleshubQuery, SaleshubOptions, VariableQuery>;

const { variables: texts } = strings;
const METRICS = metricOptions();
const KINDS = optionsOf(['metrics', 'dimension_values'] as const, texts.kinds);
const DIMENSION_OPTIONS = DIMENSIONS.map((name) => ({ ...dimensionOption(name), value: name }));

/** Chooses what a dashboard variable lists. */
export function VariableEditor({ query, onChange }: Props) {
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
