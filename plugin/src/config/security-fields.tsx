import { Alert, CustomHeadersSettings, Field, Switch } from '@grafana/ui';
import { useId } from 'react';
import { strings } from '../strings';
import type { ConfigEditorProps } from './config-editor';
import { certificateProblem, keyProblem } from './connection-problems';
import { SecretArea } from './secret-area';

const { config: texts } = strings;
const CERTIFICATE = '-----BEGIN CERTIFICATE-----';

/** How the two ends of the connection make sure of each other, and what a proxy between them wants to read. */
export function SecurityFields(props: ConfigEditorProps) {
  return (
    <>
      <SecretArea
        {...props}
        name="caCertificate"
        label={texts.caCertificate}
        description={texts.caCertificateHelp}
        placeholder={CERTIFICATE}
        problemOf={certificateProblem}
      />
      <SkipVerification {...props} />
      <SecretArea
        {...props}
        name="tlsClientCert"
        label={texts.clientCertificate}
        description={texts.clientCertificateHelp}
        placeholder={CERTIFICATE}
        problemOf={certificateProblem}
      />
      <SecretArea
        {...props}
        name="tlsClientKey"
        label={texts.clientKey}
        description={texts.clientKeyHelp}
        placeholder="-----BEGIN PRIVATE KEY-----"
        problemOf={keyProblem}
      />
      {!props.options.readOnly && (
        <CustomHeadersSettings dataSourceConfig={props.options} onChange={props.onOptionsChange} />
      )}
    </>
  );
}

function SkipVerification({ options, onOptionsChange }: ConfigEditorProps) {
  const id = useId();
  const { tlsSkipVerify = false } = options.jsonData;
  const set = (tlsSkipVerify: boolean) =>
    onOptionsChange({ ...options, jsonData: { ...options.jsonData, tlsSkipVerify } });
  return (
    <>
      <Field label={texts.skipVerification} description={texts.skipVerificationHelp} htmlFor={id}>
        <Switch
          id={id}
          disabled={options.readOnly}
          value={tlsSkipVerify}
          onChange={(event) => set(event.currentTarget.checked)}
        />
      </Field>
      {tlsSkipVerify && <Alert severity="warning" title={texts.skipVerificationWarning} />}
    </>
  );
}
