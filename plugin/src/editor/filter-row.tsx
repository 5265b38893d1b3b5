import { OPERATORS, type Filter } from '@saleshub/model';
import { Combobox, IconButton, Stack, type ComboboxOption } from '@grafana/ui';
import { dimensionOption, optionsOf } from '../metrics/offered';
import { strings } from '../strings';
import { whenChosen } from './when-chosen';
import { FilterValues, type SuggestValues } from './filter-values';

const OPERATOR_OPTIONS = optionsOf(OPERATORS, strings.filters.operators);

interface FilterRowProps {
  /** Counted from 1, for the labels. */
  row: number;
  filter: Filter;
  dimensions: ComboboxOption[];
  variables: ComboboxOption[];
  suggest: SuggestValues;
  onChange: (filter: Filter) => void;
  onRemove: () => void;
}

/** One condition: dimension, operator, values. */
export function FilterRow({ row, filter, dimensions, onChange, onRemove, ...values }: FilterRowProps) {
  const texts = strings.filters;
  return (
    <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
      <Combobox
        aria-label={texts.dimension(row)}
        placeholder={texts.chooseDimension}
        width={24}
        options={dimensions}
        value={filter.dimension === '' ? null : dimensionOption(filter.dimension)}
        // The values of one dimension are none of another.
        onChange={whenChosen((dimension) => onChange({ ...filter, dimension, values: [] }))}
      />
      <Combobox
        aria-label={texts.operator(row)}
        width={18}
        options={OPERATOR_OPTIONS}
        value={filter.operator}
        onChange={whenChosen((operator) => onChange({ ...filter, operator, values: valuesFor(operator, filter) }))}
      />
      <FilterValues
        {...values}
        row={row}
        filter={filter}
        onChange={(changed) => onChange({ ...filter, values: changed })}
      />
      <IconButton name="trash-alt" aria-label={texts.remove(row)} onClick={onRemove} />
    </Stack>
  );
}

/** Lists of values go over from one operator to another; an expression does not become a value, nor the other way. */
function valuesFor(operator: Filter['operator'], { operator: before, values }: Filter): string[] {
  const isList = (name: Filter['operator']) => name === 'in' || name === 'not_in';
  return isList(operator) && isList(before) ? values : [];
}
