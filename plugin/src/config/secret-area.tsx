import { Field, SecretTextArea, TextArea } from '@grafana/ui';
import { useId, type ChangeEvent } from 'react';
import { strings } from '../strings';
import type { SaleshubSecureOptions } from '../types';
import type { ConfigEditorProps } from './config-editor';
import { WIDTH } from './width';

interface SecretAreaProps extends ConfigEditorProps {
  name: keyof SaleshubSecureOptions;
  label: string;
  description: string;
  placeholder: string;
  /** What is wrong with what is entered. */
  problemOf: (entered: string) => string | undefined;
}

/** A secret of several lines, such as a certificate. */
export function SecretArea({ name, label, description, placeholder, problemOf, ...props }: SecretAreaProps) {
  const id = useId();
  const { isConfigured, ...input } = secret(props, name);
  const problem = problemOf(input.value);
  return (
    <Field label={label} description={description} htmlFor={id} invalid={problem !== undefined} error={problem}>
      {props.options.readOnly ? (
        <TextArea id={id} cols={WIDTH} disabled value={isConfigured ? strings.config.configured : ''} />
      ) : (
        <SecretTextArea
          id={id}
          cols={WIDTH}
          rows={6}
          isConfigured={isConfigured}
          placeholder={placeholder}
          {...input}
        />
      )}
    </Field>
  );
}

/** A secret is written and never read back: Grafana only says that there is one. */
export function secret({ options, onOptionsChange }: ConfigEditorProps, name: keyof SaleshubSecureOptions) {
  const write = (value: string) => {
    onOptionsChange({
      ...options,
      secureJsonFields: { ...options.secureJsonFields, [name]: false },
      secureJsonData: { ...options.secureJsonData, [name]: value },
    });
  };
  return {
    isConfigured: options.secureJsonFields?.[name] ?? false,
    value: options.secureJsonData?.[name] ?? '',
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => write(event.currentTarget.value),
    onReset: () => write(''),
  };
}
