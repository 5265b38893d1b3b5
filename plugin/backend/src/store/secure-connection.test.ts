import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { createReadClient, serverVersion, type Connection } from '@saleshub/store/read';
import { SELF_SIGNED } from '../testing/self-signed';

interface Asked {
  tenant: unknown;
  /** As the client says it: by a header of ClickHouse's own where it checks a given authority. */
  user: unknown;
  /** The name in the certificate that the client showed; undefined where it showed none. */
  client: string | undefined;
}

/** A server that takes note of who asks, and answers nothing of use. */
const asked: Asked[] = [];
const server = createServer(
  { cert: SELF_SIGNED.certificate, key: SELF_SIGNED.key, requestCert: true, rejectUnauthorized: false },
  ({ headers, socket }, response) => {
    const { subject } = (socket as TLSSocket).getPeerCertificate();
    const user = headers['x-clickhouse-user'] ?? headers.authorization;
    asked.push({ tenant: headers['x-tenant'], user, client: subject?.CN as string });
    response.end('{}');
  },
);
let url: string;

beforeAll(async () => {
  server.listen(0, 'localhost');
  await once(server, 'listening');
  url = `https://localhost:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => asked.splice(0));
afterAll(() => server.close());

/** Asks the server once; gives the code of the error where it was not reached. */
async function ask(changes: Partial<Connection>): Promise<string | undefined> {
  const client = createReadClient({ url, username: 'reader', password: 'secret', database: 'hub', ...changes }, 5);
  try {
    await serverVersion(client);
    return undefined;
  } catch (error) {
    return asked.length === 0 ? (error as { code?: string }).code : undefined;
  } finally {
    await client.close();
  }
}

const AUTHORIZATION = `Basic ${Buffer.from('reader:secret').toString('base64')}`;

test('a certificate that nobody signed is refused', async () => {
  expect(await ask({})).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  expect(await ask({ clientCertificate: SELF_SIGNED })).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
});

test('it is taken where every certificate is, or where it is an authority of its own', async () => {
  await ask({ acceptAnyCertificate: true });
  await ask({ caCertificate: SELF_SIGNED.certificate });
  await ask({ caCertificate: SELF_SIGNED.certificate, clientCertificate: SELF_SIGNED });
  expect(asked.map(({ client }) => client)).toEqual([undefined, undefined, 'localhost']);
});

test('headers go with every request, beside user and password', async () => {
  await ask({ caCertificate: SELF_SIGNED.certificate, headers: { 'X-Tenant': 'sales' } });
  await ask({ acceptAnyCertificate: true, clientCertificate: SELF_SIGNED, headers: { 'X-Tenant': 'sales' } });
  expect(asked).toEqual([
    { tenant: 'sales', user: 'reader', client: undefined },
    { tenant: 'sales', user: AUTHORIZATION, client: 'localhost' },
  ]);
});
