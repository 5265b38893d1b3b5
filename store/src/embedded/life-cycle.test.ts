import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isRunning } from './process-state';
import { openEmbeddedStore, type EmbeddedStore, type EmbeddedStoreLogEntry } from './index';
import { clientOf, errorCode, openTemporaryStore, rows, temporaryFolder, until } from './testing/temporary-store';

let dataDir: string;
const opened: EmbeddedStore[] = [];

beforeEach(() => {
  dataDir = temporaryFolder();
});
afterEach(async () => {
  const pids = opened.map(({ pid }) => pid);
  await Promise.all(opened.splice(0).map((store) => store.close()));
  await until(() => !pids.some(isRunning));
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(
  options: { log?: (entry: EmbeddedStoreLogEntry) => void; graceMilliseconds?: number } = {},
): Promise<EmbeddedStore> {
  const store = await openEmbeddedStore({ dataDir, graceMilliseconds: 50, ...options });
  opened.push(store);
  return store;
}

const record = (): string => join(dataDir, 'engine.json');
const modeOf = (path: string): number => statSync(path).mode & 0o777;

/** A process of its own that holds the store and says so. */
async function holdElsewhere(): Promise<{
  holder: ChildProcessByStdio<null, Readable, null>;
  said: Pick<EmbeddedStore, 'url' | 'pid'>;
}> {
  const entry = resolve(__dirname, '../../dist/embedded/index.js');
  const script = `
    const { openEmbeddedStore } = require(${JSON.stringify(entry)});
    openEmbeddedStore({ dataDir: ${JSON.stringify(dataDir)}, graceMilliseconds: 50 }).then(({ url, pid }) => {
      process.stdout.write(JSON.stringify({ url, pid }));
      setInterval(() => undefined, 1000);
    });`;
  const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const [said] = (await Promise.race([
    once(holder.stdout, 'data'),
    once(holder, 'exit').then(([code]) => Promise.reject(new Error(`The holder ended with ${code}`))),
  ])) as [Buffer];
  return { holder, said: JSON.parse(said.toString()) as Pick<EmbeddedStore, 'url' | 'pid'> };
}

describe('one engine for a data directory', () => {
  test('a second opener joins it, and it ends after the last one', async () => {
    const first = await open();
    const second = await open();
    expect(second).toMatchObject({ url: first.url, pid: first.pid, writer: first.writer, reader: first.reader });
    await first.close();
    expect(await rows(clientOf(second, 'reader'), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await second.close();
    await until(() => !isRunning(first.pid));
    expect(existsSync(record())).toBe(false);
    expect(readFileSync(join(dataDir, 'engine.log'), 'utf8')).toMatch(/"event":"engine_stopped"}\n$/);
  });

  test('openers at the same instant share one', async () => {
    const stores = await Promise.all([open(), open(), open()]);
    expect(new Set(stores.map(({ pid }) => pid)).size).toBe(1);
    expect(new Set(stores.map(({ url }) => url)).size).toBe(1);
  });

  test('the grace lets commands in a row share one; data stay either way', async () => {
    const first = await open({ graceMilliseconds: 700 });
    await clientOf(first, 'writer').command({
      query: 'CREATE TABLE kept ENGINE = MergeTree ORDER BY n AS SELECT 7 AS n',
    });
    await first.close();
    const second = await open();
    expect(second.pid).toBe(first.pid);
    process.kill(second.pid, 'SIGTERM');
    await second.close();
    await until(() => !isRunning(first.pid));
    const third = await open();
    expect(third.pid).not.toBe(first.pid);
    expect(await rows(clientOf(third, 'writer'), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  test('an engine on its way out is waited for', async () => {
    const first = await open();
    const slow = clientOf(first, 'writer').query({ query: 'SELECT sleep(1)' });
    await first.close();
    await until(() => !existsSync(record()));
    const second = await open();
    expect(second.pid).not.toBe(first.pid);
    expect(await (await slow).text()).toContain('0');
  });

  test('what it leaves in the directory is private', async () => {
    rmSync(dataDir, { recursive: true });
    const store = await open();
    expect([modeOf(dataDir), modeOf(record()), modeOf(join(dataDir, 'engine.log'))]).toEqual([0o700, 0o600, 0o600]);
    if (process.platform === 'linux') {
      const visible = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${store.pid}/${name}`, 'utf8'));
      expect(visible.join('\n')).not.toContain(store.writer.password);
    }
    expect(readFileSync(join(dataDir, 'engine.log'), 'utf8')).not.toContain(store.writer.password);
  });

  test('passwords and port of one’s own', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as { port: number };
    free.close();
    const store = await openEmbeddedStore({
      dataDir,
      port,
      writerPassword: 'w',
      readerPassword: 'r',
      graceMilliseconds: 50,
    });
    opened.push(store);
    expect(store).toMatchObject({
      url: `http://127.0.0.1:${port}`,
      writer: { password: 'w' },
      reader: { password: 'r' },
    });
  });
});

describe('nothing is left behind', () => {
  test('a holder that is killed', async () => {
    const { holder, said } = await holdElsewhere();
    const joined = await open();
    expect(joined.pid).toBe(said.pid);
    await joined.close();
    expect(isRunning(said.pid)).toBe(true);
    holder.kill('SIGKILL');
    await until(() => !isRunning(said.pid));
    expect(existsSync(record())).toBe(false);
  });

  test('Ctrl-C in the holder’s terminal is not the engine’s', async () => {
    const { holder, said } = await holdElsewhere();
    const joined = await open();
    // What a terminal does: a signal to the whole process group.
    process.kill(-(holder.pid ?? Number.NaN), 'SIGINT');
    await once(holder, 'exit');
    expect(await rows(clientOf(joined, 'reader'), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(readFileSync(join(dataDir, 'engine.log'), 'utf8')).not.toContain('signal_received');
    expect(joined.pid).toBe(said.pid);
  });

  test('files of a killed engine: its record and its spool', async () => {
    const stale = join(tmpdir(), 'saleshub-spool-4194303-test');
    mkdirSync(stale, { recursive: true });
    writeFileSync(join(stale, '1'), 'data');
    writeFileSync(
      record(),
      JSON.stringify({
        pid: 4194303,
        port: 1,
        passwords: { writer: 'w', reader: 'r' },
        startedAt: new Date().toISOString(),
      }),
    );
    const store = await open();
    expect(JSON.parse(readFileSync(record(), 'utf8'))).toMatchObject({ pid: store.pid });
    expect(existsSync(stale)).toBe(false);
    expect(store.writer.password).toBe('w');
  });

  test('a broken record', async () => {
    writeFileSync(record(), '{');
    expect(isRunning((await open()).pid)).toBe(true);
  });

  test('SIGTERM: the holder is notified, and starts nothing again', async () => {
    const events: string[] = [];
    const store = await open({ log: ({ event }) => events.push(event) });
    const { pid } = store;
    process.kill(pid, 'SIGTERM');
    await wait(200);
    expect(await rows(clientOf(store, 'reader'), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    process.kill(pid, 'SIGTERM');
    await until(() => events.includes('engine_stopped'));
    await until(() => !isRunning(store.pid));
    expect(events).toEqual(['engine_started', 'engine_stopped']);
  });
});

describe('an engine that is killed while it is held', () => {
  test('comes back under the same address with all that was acknowledged', async () => {
    const events: EmbeddedStoreLogEntry[] = [];
    const store = await open({ log: (entry) => events.push(entry) });
    const other = await open();
    const writer = clientOf(store, 'writer');
    await writer.command({ query: 'CREATE TABLE counted (n UInt32) ENGINE = MergeTree ORDER BY n' });
    const acknowledged: number[] = [];
    let next = 0;
    const insertFor = async (milliseconds: number): Promise<void> => {
      const end = Date.now() + milliseconds;
      while (Date.now() < end) {
        const n = (next += 1);
        const insert = writer.insert({ table: 'counted', values: [{ n }], format: 'JSONEachRow' });
        if ((await errorCode(insert)) === 0) acknowledged.push(n);
      }
    };
    const killed: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      const inserting = Promise.all([insertFor(400), insertFor(400)]);
      await until(() => acknowledged.length > 5 * (round + 1));
      killed.push(store.pid);
      process.kill(store.pid, 'SIGKILL');
      await inserting;
      await until(async () => (await errorCode(rows(writer, 'SELECT 1'))) === 0);
      await until(
        () => events.filter(({ event }) => event === 'engine_restarted' || event === 'engine_joined').length > round,
      );
    }
    await until(() => other.pid === store.pid);
    expect(killed).not.toContain(store.pid);
    const kept = new Set((await rows<{ n: number }>(writer, 'SELECT n FROM counted')).map(({ n }) => n));
    expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
    expect(new Set(events.map(({ url }) => url)).size).toBe(1);
  });

  test('closing while it is away ends at once and starts nothing', async () => {
    const store = await open();
    const { pid } = store;
    process.kill(pid, 'SIGKILL');
    await until(() => !isRunning(pid));
    await store.close();
    const later = await open();
    expect(later.pid).not.toBe(pid);
  });
});

describe('what cannot be opened', () => {
  test('a folder that cannot be made', async () => {
    writeFileSync(join(dataDir, 'file'), '');
    const opening = openEmbeddedStore({ dataDir: join(dataDir, 'file', 'data') });
    await expect(opening).rejects.toMatchObject({ name: 'EmbeddedStoreError', code: 'data_directory_unwritable' });
  });

  test('without the optional package: says what to do instead', async () => {
    cpSync(resolve(__dirname, '../../dist'), join(dataDir, 'dist'), { recursive: true });
    mkdirSync(join(dataDir, 'node_modules'));
    symlinkSync(dirname(require.resolve('zod/package.json')), join(dataDir, 'node_modules', 'zod'));
    const script = `
      const { openEmbeddedStore } = require('./dist/embedded/index.js');
      openEmbeddedStore({ dataDir: 'data' }).catch(({ code, message }) => console.log(code, message));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: dataDir });
    expect(stdout).toMatch(/^engine_missing .*Set CLICKHOUSE_URL/);
  });

  test('a fixed port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const opening = openEmbeddedStore({ dataDir, port });
    await expect(opening).rejects.toMatchObject({
      code: 'engine_start_failed',
      message: expect.stringContaining('EADDRINUSE'),
    });
    taken.close();
  });
});

test('an opened store answers quickly', async () => {
  const temporary = await openTemporaryStore({ dataDir });
  expect(await temporary.writer.ping()).toEqual({ success: true });
  await temporary.remove();
});
