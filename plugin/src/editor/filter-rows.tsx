import type { Dimension, Filter } from '@saleshub/model';
import { Button, Field, Stack, type ComboboxOption } from '@grafana/ui';
import { useState } from 'react';
import { dimensionOption } from '../metrics/offered';
import { strings } from '../strings';
import { FilterRow } from './filter-row';
import type { SuggestValues } from './filter-values';

interface FilterRowsProps {
  filters: readonly Filter[];
  dimensions: readonly Dimension[];
  variables: ComboboxOption[];
  suggest: SuggestValues;
  onChange: (filters: Filter[]) => void;
}

const BLANK: Filter = { dimension: '', operator: 'in', values: [] };

/** The conditions of a query. A new one becomes part of it once it says something. */
export function FilterRows({ filters, dimensions, variables, suggest, onChange }: FilterRowsProps) {
  const [started, setStarted] = useState<Filter>();
  const rows = started ? [...filters, started] : filters;
  const options = dimensions.map(dimensionOption);

  const replace = (index: number, filter: Filter) => {
    if (index < filters.length) onChange(filters.map((other, at) => (at === index ? filter : other)));
    else if (!isComplete(filter)) setStarted(filter);
    else {
      setStarted(undefined);
      onChange([...filters, filter]);
    }
  };
  const remove = (index: number) => {
    if (index < filters.length) onChange(filters.filter((_, at) => at !== index));
    else setStarted(undefined);
  };

  return (
    <Field label={strings.filters.title} noMargin useFieldset>
      <Stack direction="column" gap={0.5} alignItems="flex-start">
        {rows.map((filter, index) => (
          <FilterRow
            key={index}
            row={index + 1}
            filter={filter}
            dimensions={options}
            variables={variables}
            suggest={suggest}
            onChange={(changed) => replace(index, changed)}
            onRemove={() => remove(index)}
          />
        ))}
        <Button
          variant="secondary"
          size="sm"
          icon="plus"
          disabled={started !== undefined}
          onClick={() => setStarted(BLANK)}
        >
          {strings.filters.add}
        </Button>
      </Stack>
    </Field>
  );
}

function isComplete({ dimension, operator, values }: Filter): boolean {
  return dimension !== '' && (operator === 'is_empty' || operator === 'not_empty' || values.length > 0);
}
