import { stringify } from 'yaml';

/** Content as YAML; short sections stand on one line each. */
export function writeYaml(content: Record<string, unknown>): string {
  return stringify(content, { lineWidth: 0, singleQuote: true });
}
