import { Field, Input } from '@grafana/ui';
import { useId } from 'react';
import type { ConfigEditorProps } from './config-editor';
import { WIDTH } from './width';

interface NumberSettingProps extends ConfigEditorProps {
  name: 'timeoutSeconds' | 'minSample';
  label: string;
  description: string;
  /** What holds where nothing is set. */
  placeholder: string;
  minimum: number;
  problem: string | undefined;
}

/** A setting that is a number; an empty field leaves it to the backend. */
export function NumberSetting(props: NumberSettingProps) {
  const { name, label, description, placeholder, minimum, problem, options, onOptionsChange } = props;
  const id = useId();
  const set = (text: string) => {
    const { [name]: _before, ...others } = options.jsonData;
    onOptionsChange({ ...options, jsonData: text === '' ? others : { ...others, [name]: Number(text) } });
  };
  return (
    <Field label={label} description={description} htmlFor={id} invalid={problem !== undefined} error={problem}>
      <Input
        id={id}
        type="number"
        min={minimum}
        width={WIDTH}
        disabled={options.readOnly}
        placeholder={placeholder}
        value={options.jsonData[name] ?? ''}
        onChange={(event) => set(event.currentTarget.value)}
      />
    </Field>
  );
}
