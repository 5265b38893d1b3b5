import { X509Certificate, createPrivateKey } from 'node:crypto';
import type { ClientCertificate } from '@saleshub/store/read';
import { SettingsError } from './settings-error';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * The certificates of authorities, PEM. Checked here: TLS passes over what it cannot read, and then trusts nobody.
 * @throws SettingsError
 */
export function readAuthorities(pem: string): string {
  if (certificatesOf(pem).length > 0) return pem;
  throw new SettingsError('certificate_invalid', 'The CA certificate of the data source is not PEM. Enter it again.');
}

/**
 * The certificate that is shown to the server, with its key; undefined where there is neither.
 * @throws SettingsError where they do not belong together, or one is missing
 */
export function readClientCertificate(certificate: string, key: string): ClientCertificate | undefined {
  if (certificate === '' && key === '') return undefined;
  const [own] = certificatesOf(certificate);
  if (!own) throw invalid('is missing or not PEM. Enter it again');
  if (!isKeyOf(own, key)) throw invalid('needs its own private key, PEM and without a passphrase. Enter both again');
  return { certificate, key };
}

function invalid(what: string): SettingsError {
  return new SettingsError('certificate_invalid', `The client certificate of the data source ${what}.`);
}

function certificatesOf(pem: string): X509Certificate[] {
  try {
    return (pem.match(CERTIFICATE) ?? []).map((block) => new X509Certificate(block));
  } catch {
    return [];
  }
}

function isKeyOf(certificate: X509Certificate, key: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
