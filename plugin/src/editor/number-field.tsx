import { Field } from '@grafana/ui';
import { useId } from 'react';
import { CommittedInput } from './committed-input';

interface NumberFieldProps {
  label: string;
  value: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  /** What holds while the field is empty. */
  usual?: number | undefined;
  onChange: (value: number | undefined) => void;
}

/** A number that may be left out. */
export function NumberField({ label, value, minimum, maximum, usual, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <Field label={label} htmlFor={id} noMargin>
      <CommittedInput
        id={id}
        type="number"
        step="any"
        width={16}
        min={minimum}
        max={maximum}
        placeholder={usual === undefined ? undefined : String(usual)}
        value={value === undefined ? '' : String(value)}
        onCommit={(text) => onChange(text.trim() === '' ? undefined : Number(text))}
      />
    </Field>
  );
}
