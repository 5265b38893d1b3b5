import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { StartError, readPort, requireFree } from './ports';

describe('ports', () => {
  it('are the preset where the environment says nothing', () => {
    expect(readPort('SALESHUB_PORT', 8080, { SALESHUB_PORT: '' })).toEqual({ port: 8080, variable: 'SALESHUB_PORT' });
  });

  it.each(['http', '-1', '65536', '8080.5'])('refuses %s and names the variable', (text) => {
    const reading = () => readPort('SALESHUB_PORT', 8080, { SALESHUB_PORT: text });
    expect(reading).toThrow(
      new StartError('invalid_port', `SALESHUB_PORT must be a port from 0 to 65535 (0: any free one), not "${text}".`),
    );
  });

  it('says which variable to set where a port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const chosen = { port, variable: 'SALESHUB_PREVIEW_PORT' };
    await expect(requireFree(chosen, '127.0.0.1')).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringContaining(`SALESHUB_PREVIEW_PORT=${port + 1}`) as string,
    });
    server.close();
    await once(server, 'close');
    await expect(requireFree(chosen, '127.0.0.1')).resolves.toBeUndefined();
  });
});
