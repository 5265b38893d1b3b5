import { Stack, type ComboboxOption } from '@grafana/ui';
import { useState } from 'react';
import { hasField, offersOf } from '../metrics/offered';
import { parameterFieldsOf } from '../metrics/parameter-fields';
import { chosenMetric } from '../query/chosen-metric';
import { readDraft, type DraftChange } from '../query/draft';
import { explainQuery } from '../query/explain-query';
import { fitQuery, type DroppedPart } from '../query/fit-query';
import { isFinished } from '../query/is-finished';
import { strings } from '../strings';
import type { SaleshubQuery } from '../types';
import { CutFields } from './cut-fields';
import type { SuggestValues } from './filter-values';
import { FilterRows } from './filter-rows';
import { MetricField, MetricsField } from './metric-fields';
import { MoreFields } from './more-fields';
import { ParameterInputs } from './parameter-inputs';
import { DroppedParts, InvalidQuery } from './problems';

interface QueryFieldsProps {
  query: SaleshubQuery;
  interpolate: (query: SaleshubQuery) => SaleshubQuery;
  /** Dashboard variables, offered beside the fixed choices. */
  variables: ComboboxOption[];
  suggest: (metric: string | undefined) => SuggestValues;
  onChange: (query: SaleshubQuery) => void;
}

/** The fields that decide which other parts there may be. */
const DECISIVE: ReadonlySet<string> = new Set(['metric', 'metrics', 'parameters', 'compareTo']);

interface Dropped {
  /** Of the metric that did not have the parts. */
  title: string;
  parts: readonly DroppedPart[];
}

/** Everything that a query of its type may say; what its metric does not have is not offered. */
export function QueryFields({ query, interpolate, variables, suggest, onChange }: QueryFieldsProps) {
  const [dropped, setDropped] = useState<Dropped>();
  const draft = readDraft(query);
  const filledIn = interpolate(query);
  const metric = chosenMetric(filledIn);
  const offers = offersOf(filledIn);
  const error = isFinished(query) ? explainQuery(filledIn) : undefined;
  const has = (field: keyof DraftChange) => hasField(query.queryType, field);

  const save = (changed: SaleshubQuery, parts: readonly DroppedPart[]) => {
    const title = chosenMetric(interpolate(changed))?.title ?? strings.query.type;
    setDropped(parts.length > 0 ? { title, parts } : undefined);
    onChange(changed);
  };
  const keepWhatFits = (changed: SaleshubQuery) => {
    const fitted = fitQuery(changed, interpolate);
    save(fitted?.query ?? changed, fitted?.dropped ?? []);
  };
  const change = (fields: DraftChange) => {
    const changed = withFields(query, fields);
    const decides = Object.keys(fields).some((field) => DECISIVE.has(field));
    if (decides) keepWhatFits(changed);
    else save(changed, []);
  };

  const isReady = !has('metric') || metric !== undefined;
  return (
    <Stack direction="column" gap={1.5}>
      {error && <InvalidQuery error={error} onRepair={fitQuery(query, interpolate) && (() => keepWhatFits(query))} />}
      {dropped && <DroppedParts {...dropped} onDismiss={() => setDropped(undefined)} />}
      {has('metric') && (
        <MetricField draft={draft} metric={metric} variables={variables} onChange={(id) => change({ metric: id })} />
      )}
      {has('metrics') && (
        <MetricsField draft={draft} variables={variables} onChange={(metrics) => change({ metrics })} />
      )}
      {isReady && (
        <>
          <Stack direction="row" gap={1.5} wrap="wrap" alignItems="flex-start">
            <CutFields
              queryType={query.queryType}
              draft={draft}
              metric={metric}
              offers={offers}
              variables={variables}
              onChange={change}
            />
            <ParameterInputs
              fields={parameterFieldsOf(query.queryType, metric, draft.parameters)}
              parameters={draft.parameters}
              onChange={(parameters) => change({ parameters })}
            />
          </Stack>
          {has('filters') && (
            <FilterRows
              filters={draft.filters}
              dimensions={offers.filters}
              variables={variables}
              suggest={suggest(metric?.id)}
              onChange={(filters) => change({ filters })}
            />
          )}
          <MoreFields
            queryType={query.queryType}
            draft={draft}
            metric={metric}
            offers={offers}
            variables={variables}
            onChange={change}
          />
        </>
      )}
    </Stack>
  );
}

/** Fields set to undefined are left out of what is saved. */
function withFields(query: SaleshubQuery, fields: DraftChange): SaleshubQuery {
  const entries = Object.entries({ ...query, ...fields }).filter(([, value]) => value !== undefined);
  // Inputs also write what parseQuery refuses, such as a variable in place of a name.
  return Object.fromEntries(entries) as unknown as SaleshubQuery;
}
