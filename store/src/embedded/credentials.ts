import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Role } from './access-rights';
import { ServerError } from './server-error';

/** The names the two roles sign in with. */
export const USERNAMES: Readonly<Record<Role, string>> = { writer: 'saleshub_writer', reader: 'saleshub_reader' };

export type Passwords = Readonly<Record<Role, string>>;

/**
 * Whose request it is, by the means a ClickHouse server takes: X-ClickHouse-User and -Key, basic authentication, or
 * `user` and `password` in the URL, in this order.
 *
 * @throws ServerError 516 (AUTHENTICATION_FAILED)
 */
export function authenticate(request: IncomingMessage, parameters: URLSearchParams, passwords: Passwords): Role {
  const { username, password } = signIn(request, parameters);
  const role = (['writer', 'reader'] as const).find((candidate) => USERNAMES[candidate] === username);
  const isRight = isSame(password, passwords[role ?? 'reader']);
  if (role && isRight) return role;
  const reason = `${username.replaceAll(/[^\w.-]/g, '?').slice(0, 64)}: Authentication failed: password is incorrect`;
  throw new ServerError(516, 'AUTHENTICATION_FAILED', `${reason}, or there is no user with such name.`);
}

function signIn(request: IncomingMessage, parameters: URLSearchParams): { username: string; password: string } {
  const user = request.headers['x-clickhouse-user'];
  const key = request.headers['x-clickhouse-key'];
  if (typeof user === 'string' || typeof key === 'string') return { username: one(user), password: one(key) };
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const [username = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    return { username, password: rest.join(':') };
  }
  return { username: parameters.get('user') ?? '', password: parameters.get('password') ?? '' };
}

function one(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

/** Compared by digest: in constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/**
 * Refuses what a page in a browser could send: a foreign name that resolves to this computer, or a foreign origin.
 *
 * @throws ServerError 497 (ACCESS_DENIED)
 */
export function refuseForeignOrigin(request: IncomingMessage): void {
  const { host, origin } = request.headers;
  const isForeign = !isLoopback(`http://${host ?? ''}`) || (origin !== undefined && !isLoopback(origin));
  if (isForeign) throw new ServerError(497, 'ACCESS_DENIED', 'The embedded ClickHouse answers this computer only.');
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
