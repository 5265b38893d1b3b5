import { strings } from '../strings';

const { config: texts } = strings;

/** The ports of ClickHouse's native protocol, which the data source does not speak. */
const NATIVE_PORTS = ['9000', '9440'];

/** What is wrong with an address, or looks so; undefined for one that may be right, and for none. */
export function addressProblem(address: string): string | undefined {
  if (address === '') return undefined;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return texts.urlInvalid;
  return NATIVE_PORTS.includes(new URL(address).port) ? texts.urlNative : undefined;
}

/** What is wrong with a certificate that is entered. */
export function certificateProblem(pem: string): string | undefined {
  return pem === '' || /^-----BEGIN CERTIFICATE-----$/m.test(pem) ? undefined : texts.certificateInvalid;
}

/** What is wrong with a private key that is entered. */
export function keyProblem(pem: string): string | undefined {
  return pem === '' || /^-----BEGIN ([A-Z]+ )?PRIVATE KEY-----$/m.test(pem) ? undefined : texts.clientKeyInvalid;
}

/** What is wrong with a minimum sample. */
export function sampleProblem(sample: number | undefined): string | undefined {
  return sample === undefined || (Number.isInteger(sample) && sample >= 0) ? undefined : texts.minSampleInvalid;
}

const LONGEST_TIMEOUT_SECONDS = 600;

/** What is wrong with a time-out in seconds. */
export function timeoutProblem(seconds: number | undefined): string | undefined {
  const isRight =
    seconds === undefined || (Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_TIMEOUT_SECONDS);
  return isRight ? undefined : texts.timeoutInvalid;
}
