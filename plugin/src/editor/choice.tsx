import { Combobox, Field, MultiCombobox, RadioButtonGroup, type ComboboxOption } from '@grafana/ui';
import { useId } from 'react';
import { whenChosen } from './when-chosen';

interface FewChoicesProps<Value extends string> {
  label: string;
  options: { value: Value; label: string }[];
  /** Undefined where what is saved is none of them. */
  value: NoInfer<Value> | undefined;
  onChange: (value: Value) => void;
}

/** One of a few, all in view, with a label. */
export function FewChoices<Value extends string>({ label, options, value, onChange }: FewChoicesProps<Value>) {
  return (
    <Field label={label} noMargin>
      <RadioButtonGroup<Value> options={options} onChange={onChange} {...(value !== undefined && { value })} />
    </Field>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  options: ComboboxOption<Value>[];
  value: NoInfer<Value> | '';
  onChange: (value: Value) => void;
  /** Given where there may be no choice. */
  onClear?: () => void;
  placeholder?: string;
  width?: number;
}

/** One of a list, with a label. */
export function Choice<Value extends string>({
  label,
  options,
  value,
  onChange,
  onClear,
  ...look
}: ChoiceProps<Value>) {
  const id = useId();
  const shared = { ...look, id, options, value: value === '' ? null : value };
  return (
    <Field label={label} htmlFor={id} noMargin>
      {onClear ? (
        <Combobox {...shared} isClearable onChange={whenChosen(onChange, onClear)} />
      ) : (
        <Combobox {...shared} onChange={whenChosen(onChange)} />
      )}
    </Field>
  );
}

interface ChoicesProps {
  label: string;
  options: ComboboxOption[];
  values: string[];
  onChange: (values: string[]) => void;
  placeholder: string;
  width: number;
}

/** Several of a list, with a label. */
export function Choices({ label, values, onChange, ...look }: ChoicesProps) {
  const id = useId();
  return (
    <Field label={label} htmlFor={id} noMargin>
      <MultiCombobox
        {...look}
        id={id}
        value={asOptions(values, look.options)}
        onChange={(chosen) => onChange(chosen.map(({ value }) => value))}
        isClearable
      />
    </Field>
  );
}

/** Saved values are shown also where they are no longer among the options. */
export function asOptions(values: readonly string[], options: readonly ComboboxOption[] = []): ComboboxOption[] {
  return values.map((value) => options.find((option) => option.value === value) ?? { value, label: value });
}
