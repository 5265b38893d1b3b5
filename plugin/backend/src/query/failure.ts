/** Why there is no answer: for a person, never with SQL or a stack. */
export interface Failure {
  /** Stable, for programs. */
  code: string;
  /** What an administrator has to look at, where it is for one; `message` begins with it. */
  class?: FailureClass;
  /** The field of the query that is wrong, where one is. */
  path?: string;
  message: string;
  /** As HTTP's: 400 where the asker can do something about it, 5xx where the store or the plugin failed. */
  status: number;
  /** Whose fault it is, in Grafana's words: `downstream` is the query or ClickHouse. */
  source: 'downstream' | 'plugin';
}

/**
 * - auth: the user, its password or its rights, or a proxy that wants to be signed in to.
 * - network: the way to ClickHouse.
 * - tls: the certificate, or TLS itself.
 * - timeout: the answer took too long.
 * - config: the data source's settings.
 * - schema: the database is not a hub's, or of another version.
 * - server: ClickHouse itself.
 */
export type FailureClass = 'auth' | 'network' | 'tls' | 'timeout' | 'config' | 'schema' | 'server';

/** A failure that an administrator can do something about: not the asker's fault, nor the plugin's. */
export function storeFailure(kind: FailureClass, code: string, message: string, status = 502): Failure {
  return { code, class: kind, message: `[${kind}] ${message}`, status, source: 'downstream' };
}
