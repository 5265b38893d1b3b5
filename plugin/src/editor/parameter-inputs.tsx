import { Field } from '@grafana/ui';
import { useId } from 'react';
import type { ParameterField } from '../metrics/parameter-fields';
import { titleOf } from '../strings';
import { Choice, Choices } from './choice';
import { CommittedInput } from './committed-input';
import { NumberField } from './number-field';

interface ParameterInputsProps {
  fields: readonly ParameterField[];
  parameters: Readonly<Record<string, unknown>>;
  onChange: (parameters: Record<string, unknown>) => void;
}

/** Inputs for what a metric or a query type takes beside the fields that all have. */
export function ParameterInputs({ fields, parameters, onChange }: ParameterInputsProps) {
  const set = (name: string) => (value: unknown) => {
    const others = Object.entries(parameters).filter(([other]) => other !== name);
    onChange(Object.fromEntries(value === undefined ? others : [...others, [name, value]]));
  };
  return fields.map((field) => (
    <ParameterInput key={field.name} field={field} value={parameters[field.name]} onChange={set(field.name)} />
  ));
}

interface ParameterInputProps {
  field: ParameterField;
  value: unknown;
  onChange: (value: unknown) => void;
}

function ParameterInput({ field, value, onChange }: ParameterInputProps) {
  const label = titleOf(field.name);
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'choice': {
      const options = field.choices.map((choice) => ({ value: choice, label: titleOf(choice) }));
      return (
        <Choice label={label} options={options} value={text || (field.usual ?? '')} onChange={onChange} width={20} />
      );
    }
    case 'choices': {
      const options = field.choices.map((choice) => ({ value: choice, label: titleOf(choice) }));
      const values = [value ?? field.usual].flat().map(String);
      return (
        <Choices
          label={label}
          options={options}
          values={values}
          placeholder=""
          onChange={(chosen) => onChange(chosen.length === 0 ? undefined : chosen)}
          width={40}
        />
      );
    }
    case 'number':
      return (
        <NumberField
          {...field}
          label={label}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
        />
      );
    case 'text':
      return <TextParameter label={label} value={text} usual={field.usual} onChange={onChange} />;
  }
}

interface TextParameterProps {
  label: string;
  value: string;
  usual: string | undefined;
  onChange: (value: string | undefined) => void;
}

function TextParameter({ label, value, usual, onChange }: TextParameterProps) {
  const id = useId();
  return (
    <Field label={label} htmlFor={id} noMargin>
      <CommittedInput
        id={id}
        width={20}
        placeholder={usual}
        value={value}
        onCommit={(text) => onChange(text || undefined)}
      />
    </Field>
  );
}
