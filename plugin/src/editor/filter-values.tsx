import type { Filter } from '@saleshub/model';
import { MultiCombobox, type ComboboxOption } from '@grafana/ui';
import { useId } from 'react';
import { strings } from '../strings';
import type { DimensionValues } from '../types';
import { asOptions } from './choice';
import { CommittedInput } from './committed-input';

const { filters: texts } = strings;

/** Lists values of a dimension that hold a text. */
export type SuggestValues = (dimension: string, search: string) => Promise<DimensionValues>;

interface FilterValuesProps {
  row: number;
  filter: Filter;
  variables: ComboboxOption[];
  suggest: SuggestValues;
  onChange: (values: string[]) => void;
}

/** What a dimension is compared with, as the operator wants it: values, an expression, or nothing. */
export function FilterValues({
  row,
  filter: { dimension, operator, values },
  onChange,
  ...sources
}: FilterValuesProps) {
  const label = useId();
  switch (operator) {
    case 'is_empty':
    case 'not_empty':
      return null;
    case 'matches':
      return (
        <CommittedInput
          aria-label={texts.expression(row)}
          placeholder={texts.expressionExample}
          width={40}
          value={values[0] ?? ''}
          onCommit={(text) => onChange(text === '' ? [] : [text])}
        />
      );
    case 'in':
    case 'not_in':
      return (
        <>
          <span id={label} hidden>
            {texts.values(row)}
          </span>
          <MultiCombobox
            // Suggestions belong to the dimension that they were asked for.
            key={dimension}
            aria-labelledby={label}
            placeholder={texts.chooseValues}
            width={40}
            disabled={dimension === ''}
            options={(search) => suggestions(sources, dimension, search)}
            value={asOptions(values)}
            onChange={(chosen) => onChange(chosen.map(({ value }) => value))}
          />
        </>
      );
  }
}

/** What the store has comes first; what is typed may be of use though nothing has it yet. */
async function suggestions(
  { variables, suggest }: Pick<FilterValuesProps, 'variables' | 'suggest'>,
  dimension: string,
  search: string,
): Promise<ComboboxOption[]> {
  const { values, notice } = await listed(suggest, dimension, search);
  const known = [...asOptions(values), ...variables.filter(({ value }) => value.includes(search))];
  const isNew = search !== '' && known.every(({ value }) => value !== search);
  return [
    ...known,
    ...(isNew ? [{ value: search, label: search, description: strings.customValue }] : []),
    ...(notice ? [{ value: NOTICE, label: notice, infoOption: true }] : []),
  ];
}

/** No name of anything: the value of an option that is there to be read. */
const NOTICE = '\u0000';

/** Without the store's values a filter can still be typed, so a failure is shown beside what can be chosen. */
async function listed(suggest: SuggestValues, dimension: string, search: string) {
  try {
    const { values, truncated } = await suggest(dimension, search);
    return { values, notice: truncated ? texts.more : undefined };
  } catch {
    return { values: [], notice: texts.unlisted };
  }
}
