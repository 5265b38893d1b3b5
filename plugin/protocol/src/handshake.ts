/** What a host puts into the environment, so that nobody starts a plugin by hand and waits. */
export const MAGIC_COOKIE = { name: 'grafana_plugin_type', value: 'datasource' } as const;
/** The environment variable that lists the protocol versions a host speaks. */
export const PROTOCOL_VERSIONS_VARIABLE = 'PLUGIN_PROTOCOL_VERSIONS';
/** go-plugin's own version, which frames the handshake. */
export const CORE_VERSION = 1;
/** The version of Grafana's protocol: pluginv2. */
export const PROTOCOL_VERSION = 2;
/** What Grafana sends at most in one message. */
export const MAXIMUM_REQUEST_BYTES = 16 * 1024 * 1024;

/** Where a plugin listens. */
export interface Handshake {
  network: 'unix' | 'tcp';
  /** A socket's path, or host:port. */
  address: string;
}

/** The one line that a plugin prints to stdout: `1|2|unix|/tmp/plugin123|grpc`. */
export function formatHandshake({ network, address }: Handshake): string {
  return `${[CORE_VERSION, PROTOCOL_VERSION, network, address, 'grpc'].join('|')}\n`;
}

/**
 * Reads a plugin's first line on stdout.
 * @throws Error when it is not a handshake of these versions
 */
export function parseHandshake(line: string): Handshake {
  const [core, version, network, address = '', protocol] = line.trim().split('|');
  if (core !== String(CORE_VERSION) || version !== String(PROTOCOL_VERSION) || protocol !== 'grpc' || address === '') {
    throw new Error(`Not a handshake of this protocol: ${JSON.stringify(line)}`);
  }
  if (network !== 'unix' && network !== 'tcp') throw new Error(`A handshake with an unknown network: ${network}`);
  return { network, address };
}

/** The address as gRPC's name resolver takes it. */
export function grpcTarget({ network, address }: Handshake): string {
  return network === 'unix' ? `unix://${address}` : address;
}
