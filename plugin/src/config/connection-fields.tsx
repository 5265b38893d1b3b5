import { Field, Input, SecretInput } from '@grafana/ui';
import { useId } from 'react';
import { strings } from '../strings';
import type { ConfigEditorProps } from './config-editor';
import { addressProblem, timeoutProblem } from './connection-problems';
import { NumberSetting } from './number-setting';
import { secret } from './secret-area';
import { WIDTH } from './width';

const { config: texts } = strings;

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
      <NumberSetting
        {...props}
        name="timeoutSeconds"
        label={texts.timeout}
        description={texts.timeoutHelp}
        placeholder={USUAL_TIMEOUT}
        minimum={1}
        problem={timeoutProblem(props.options.jsonData.timeoutSeconds)}
      />
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
