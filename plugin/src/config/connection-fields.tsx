import { Field, Input, SecretInput, SecretTextArea, TextArea } from '@grafana/ui';
import { useId, type ChangeEvent } from 'react';
import { strings } from '../strings';
import type { SaleshubSecureOptions } from '../types';
import type { ConfigEditorProps } from './config-editor';
import { LONGEST_TIMEOUT_SECONDS, addressProblem, certificateProblem, timeoutProblem } from './connection-problems';

const { config: texts } = strings;
export const WIDTH = 60;

/** What the backend takes where a field is empty. */
const USUAL = { url: 'http://clickhouse:8123', user: 'default', database: 'saleshub' };
const USUAL_TIMEOUT = '20';

/** Where ClickHouse is and as whom to ask it. */
export function ConnectionFields(props: ConfigEditorProps) {
  return (
    <>
      <PlainField
        {...props}
        name="url"
        label={texts.url}
        description={texts.urlHelp}
        problem={addressProblem(props.options.url)}
        required
      />
      <PlainField {...props} name="user" label={texts.user} description={texts.userHelp} />
      <Password {...props} />
      <PlainField {...props} name="database" label={texts.database} />
      <CaCertificate {...props} />
      <Timeout {...props} />
    </>
  );
}

interface PlainFieldProps extends ConfigEditorProps {
  name: keyof typeof USUAL;
  label: string;
  description?: string;
  required?: boolean;
  problem?: string | undefined;
}

function PlainField({ name, label, problem, options, onOptionsChange, ...field }: PlainFieldProps) {
  const id = useId();
  return (
    <Field label={label} htmlFor={id} invalid={problem !== undefined} error={problem} {...field}>
      <Input
        id={id}
        width={WIDTH}
        disabled={options.readOnly}
        placeholder={USUAL[name]}
        value={options[name] ?? ''}
        onChange={(event) => onOptionsChange({ ...options, [name]: event.currentTarget.value })}
      />
    </Field>
  );
}

function Password(props: ConfigEditorProps) {
  const id = useId();
  const { isConfigured, ...input } = secret(props, 'password');
  return (
    <Field label={texts.password} htmlFor={id}>
      {props.options.readOnly ? (
        <Input id={id} width={WIDTH} disabled value={isConfigured ? texts.configured : ''} />
      ) : (
        <SecretInput id={id} width={WIDTH} isConfigured={isConfigured} autoComplete="new-password" {...input} />
      )}
    </Field>
  );
}

function CaCertificate(props: ConfigEditorProps) {
  const id = useId();
  const { isConfigured, ...input } = secret(props, 'caCertificate');
  const problem = certificateProblem(input.value);
  return (
    <Field
      label={texts.caCertificate}
      description={texts.caCertificateHelp}
      htmlFor={id}
      invalid={problem !== undefined}
      error={problem}
    >
      {props.options.readOnly ? (
        <TextArea id={id} cols={WIDTH} disabled value={isConfigured ? texts.configured : ''} />
      ) : (
        <SecretTextArea
          id={id}
          cols={WIDTH}
          rows={6}
          isConfigured={isConfigured}
          placeholder="-----BEGIN CERTIFICATE-----"
          {...input}
        />
      )}
    </Field>
  );
}

/** Empty: the backend's own. */
function Timeout({ options, onOptionsChange }: ConfigEditorProps) {
  const id = useId();
  const { timeoutSeconds } = options.jsonData;
  const problem = timeoutProblem(timeoutSeconds);
  const set = (text: string) => {
    const { timeoutSeconds: _before, ...others } = options.jsonData;
    onOptionsChange({ ...options, jsonData: text === '' ? others : { ...others, timeoutSeconds: Number(text) } });
  };
  return (
    <Field
      label={texts.timeout}
      description={texts.timeoutHelp}
      htmlFor={id}
      invalid={problem !== undefined}
      error={problem}
    >
      <Input
        id={id}
        type="number"
        min={1}
        max={LONGEST_TIMEOUT_SECONDS}
        width={WIDTH}
        disabled={options.readOnly}
        placeholder={USUAL_TIMEOUT}
        value={timeoutSeconds ?? ''}
        onChange={(event) => set(event.currentTarget.value)}
      />
    </Field>
  );
}

/** A secret is written and never read back: Grafana only says that there is one. */
function secret({ options, onOptionsChange }: ConfigEditorProps, name: keyof SaleshubSecureOptions) {
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
