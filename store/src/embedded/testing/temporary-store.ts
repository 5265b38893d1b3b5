import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { isRunning } from '../process-state';
import { openEmbeddedStore, type EmbeddedStore, type EmbeddedStoreOptions } from '../index';

/** An embedded store in a folder of its own, with the real client for each role. */
export interface TemporaryStore {
  store: EmbeddedStore;
  dataDir: string;
  writer: ClickHouseClient;
  reader: ClickHouseClient;
  /** Closes everything and waits for the engine's end. */
  stop(): Promise<void>;
  /** Stops it and removes the folder. */
  remove(): Promise<void>;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'saleshub-test-'));
}

export function clientOf(store: EmbeddedStore, role: 'writer' | 'reader', database = 'default'): ClickHouseClient {
  return createClient({ url: store.url, ...store[role], database, log: { level: ClickHouseLogLevel.OFF } });
}

export async function openTemporaryStore(options: Partial<EmbeddedStoreOptions> = {}): Promise<TemporaryStore> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const store = await openEmbeddedStore({ graceMilliseconds: 50, ...options, dataDir });
  const writer = clientOf(store, 'writer');
  const reader = clientOf(store, 'reader');
  const stop = async () => {
    await Promise.all([writer.close(), reader.close()]);
    const { pid } = store;
    await store.close();
    await until(() => !isRunning(pid));
  };
  return {
    store,
    dataDir,
    writer,
    reader,
    stop,
    async remove() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits for a condition; fails after 15 seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within 15 s: ${condition.toString()}`);
    await wait(20);
  }
}

/** The rows of a query, as objects. */
export async function rows<Row>(
  client: ClickHouseClient,
  query: string,
  params?: Record<string, unknown>,
): Promise<Row[]> {
  const result = await client.query({ query, format: 'JSONEachRow', ...(params ? { query_params: params } : {}) });
  return result.json<Row>();
}

/** ClickHouse's number of the error a call fails with; 0 if it succeeds. */
export async function errorCode(call: Promise<unknown>): Promise<number> {
  try {
    await call;
    return 0;
  } catch (error) {
    return error instanceof Error && 'code' in error ? Number(error.code) : -1;
  }
}

/** Spooled files of an engine's process, wherever its spool lies. */
export function spooledFiles(pid: number): string[] {
  return ['/dev/shm', tmpdir()]
    .flatMap((parent) => namesIn(parent).map((name) => join(parent, name)))
    .filter((path) => path.includes(`saleshub-spool-${pid}-`))
    .flatMap((path) => namesIn(path).map((name) => join(path, name)));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Sends a request as is, signed in as the writer unless the headers say otherwise. */
export function post(
  { url, writer }: EmbeddedStore,
  parameters: Record<string, string>,
  body: Buffer | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/?${new URLSearchParams(parameters).toString()}`, {
    method: 'POST',
    body,
    headers: { 'X-ClickHouse-User': writer.username, 'X-ClickHouse-Key': writer.password, ...headers },
  });
}
