import { Stack, type ComboboxOption } from '@grafana/ui';
import { useState } from 'react';
import { dimensionsOf } from '../metrics/offered';
import { readDraft } from '../query/draft';
import { explainQuery } from '../query/explain-query';
import { fitQuery, type DroppedPart } from '../query/fit-query';
import { chosenMetric } from '../query/chosen-metric';
import type { SaleshubQuery, SavedMetricQuery } from '../types';
import type { SuggestValues } from './filter-values';
import { FilterRows } from './filter-rows';
import { MetricField, ShapeFields } from './metric-fields';
import { ParameterInputs } from './parameter-inputs';
import { DroppedParts, InvalidQuery } from './problems';
import { SampleFields } from './sample-fields';

interface MetricQueryEditorProps {
  query: SavedMetricQuery;
  interpolate: (query: SaleshubQuery) => SaleshubQuery;
  /** Dashboard variables, offered beside the fixed choices. */
  variables: ComboboxOption[];
  suggest: (metric: string) => SuggestValues;
  onChange: (query: SaleshubQuery) => void;
}

interface Dropped {
  /** Of the metric that did not have the parts. */
  title: string;
  parts: readonly DroppedPart[];
}

/** Everything that a query for one metric may say; what the metric does not have is not offered. */
export function MetricQueryEditor({ query, interpolate, variables, suggest, onChange }: MetricQueryEditorProps) {
  const [dropped, setDropped] = useState<Dropped>();
  const draft = readDraft(query);
  const filledIn = interpolate(query);
  const metric = chosenMetric(filledIn);
  const error = draft.metric === '' ? undefined : explainQuery(filledIn);

  const change = (fields: object) => {
    setDropped(undefined);
    onChange(withFields(query, fields));
  };
  /** For what decides which other parts there may be. */
  const changeAndFit = (fields: object) => {
    const changed = withFields(query, fields);
    const fitted = fitQuery(changed, interpolate);
    const title = chosenMetric(interpolate(changed))?.title ?? '';
    setDropped(fitted && fitted.dropped.length > 0 ? { title, parts: fitted.dropped } : undefined);
    onChange(fitted?.query ?? changed);
  };

  return (
    <Stack direction="column" gap={1.5}>
      {error && <InvalidQuery error={error} onRepair={metric && (() => changeAndFit({}))} />}
      {dropped && <DroppedParts {...dropped} onDismiss={() => setDropped(undefined)} />}
      <MetricField
        draft={draft}
        metric={metric}
        variables={variables}
        onChange={(id) => changeAndFit({ metric: id })}
      />
      {metric && (
        <>
          <Stack direction="row" gap={1.5} wrap="wrap" alignItems="flex-start">
            <ShapeFields draft={draft} metric={metric} variables={variables} onChange={change} />
          </Stack>
          <FilterRows
            filters={draft.filters}
            dimensions={dimensionsOf(metric)}
            variables={variables}
            suggest={suggest(metric.id)}
            onChange={(filters) => change({ filters })}
          />
          <Stack direction="row" gap={1.5} wrap="wrap" alignItems="flex-start">
            <ParameterInputs
              metric={metric}
              parameters={draft.parameters}
              onChange={(parameters) => changeAndFit({ parameters })}
            />
            <SampleFields draft={draft} metric={metric} onChange={changeAndFit} />
          </Stack>
        </>
      )}
    </Stack>
  );
}

/** Fields set to undefined are left out of what is saved. */
function withFields(query: SavedMetricQuery, fields: object): SaleshubQuery {
  const entries = Object.entries({ ...query, ...fields }).filter(([, value]) => value !== undefined);
  // Inputs also write what parseQuery refuses, such as a variable in place of a name.
  return Object.fromEntries(entries) as unknown as SaleshubQuery;
}
