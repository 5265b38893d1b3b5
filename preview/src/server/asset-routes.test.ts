import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { assetRoutes } from './asset-routes';

test('fonts are served by their name, and no other name is one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'saleshub-test-'));
  const server = express()
    .use(assetRoutes({ page: folder, plugin: folder }, 'plugin'))
    .listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const statusOf = async (name: string) =>
      (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/public/fonts/${name}`)).status;
    expect(await statusOf('Inter-Regular.woff2')).toBe(200);
    for (const name of ['Other.woff2', 'constructor', 'toString']) expect(await statusOf(name)).toBe(404);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});
