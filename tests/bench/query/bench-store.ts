import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbeddedStore, type EmbeddedStore } from '@saleshub/store/embedded';
import { createReadClient, type ClickHouseClient, type ReadClient } from '@saleshub/store/read';
import { createDatabase, createWriteClient, migrate, rebuildState, saveSettings } from '@saleshub/store/write';
import { z } from 'zod';
import { TIME_ZONE, type CompanySize } from './company';
import { eventInserts } from './company-sql';

const DATABASE = 'saleshub';

/** What building the store took. */
const buildReport = z.object({
  fingerprint: z.string(),
  events: z.number(),
  loadSeconds: z.number(),
  deriveSeconds: z.number(),
});
export type BuildReport = z.output<typeof buildReport>;

/** A store that holds the invented company. */
export interface BenchStore {
  size: CompanySize;
  report: BuildReport;
  engine: EmbeddedStore;
  writer: ClickHouseClient;
  reader: ReadClient;
  close: () => Promise<void>;
}

/**
 * Opens the company's store, building it where there is none or where the design has changed since.
 * @param folder where stores are kept between runs
 */
export async function openBenchStore(
  size: CompanySize,
  log: (line: string) => void,
  folder = benchFolder(),
): Promise<BenchStore> {
  const dataDir = join(folder, size.name);
  const fingerprint = designFingerprint(size);
  const known = readReport(dataDir);
  if (known?.fingerprint !== fingerprint) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const engine = await openEmbeddedStore({ dataDir: join(dataDir, 'store'), graceMilliseconds: 50 });
  const connect = (database: string) => createWriteClient({ url: engine.url, ...engine.writer, database });
  const writer = connect(DATABASE);
  const reader = createReadClient({ url: engine.url, ...engine.reader, database: DATABASE });
  const close = async () => {
    await Promise.all([writer.close(), reader.close()]);
    const { pid } = engine;
    await engine.close();
    while (isRunning(pid)) await sleep(20);
  };
  try {
    const report =
      known?.fingerprint === fingerprint ? known : await build({ size, writer, connect, fingerprint, log });
    writeFileSync(join(dataDir, 'report.json'), JSON.stringify(report));
    return { size, report, engine, writer, reader, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Where stores are kept between runs. */
export const benchFolder = (): string => process.env.SALESHUB_BENCH_FOLDER ?? join(tmpdir(), 'saleshub-bench');

function readReport(dataDir: string): BuildReport | undefined {
  const path = join(dataDir, 'report.json');
  return existsSync(path) ? buildReport.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

/** Changes with whatever decides what a built store holds: the schema and folds, and the company. */
function designFingerprint(size: CompanySize): string {
  const hash = createHash('sha256').update(JSON.stringify(size));
  const write = dirname(require.resolve('@saleshub/store/write'));
  for (const folder of [join(write, 'state'), join(write, 'schema')]) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      const path = join(folder, name);
      if (name.endsWith('.js') && statSync(path).isFile()) hash.update(readFileSync(path));
    }
  }
  for (const insert of eventInserts(size)) hash.update(insert.query);
  return hash.digest('hex');
}

interface Building {
  size: CompanySize;
  writer: ClickHouseClient;
  connect: (database: string) => ClickHouseClient;
  fingerprint: string;
  log: (line: string) => void;
}

/** Makes the events by SQL and derives their state as the product does. */
async function build({ size, writer, connect, fingerprint, log }: Building): Promise<BuildReport> {
  const plain = connect('default');
  await createDatabase(plain, DATABASE);
  await plain.close();
  await migrate(writer, DATABASE);
  await saveSettings(writer, {
    timeZone: TIME_ZONE,
    primarySources: ['crm', 'mail'],
    heldImpliedSources: ['calendar'],
  });
  log(`${size.name}: making events`);
  const loading = performance.now();
  for (const { query, parameters } of eventInserts(size)) await writer.command({ query, query_params: parameters });
  const events = await countEvents(writer);
  const loadSeconds = secondsSince(loading);
  log(`${size.name}: ${events} events in ${loadSeconds.toFixed(1)} s; deriving state`);
  const deriving = performance.now();
  await rebuildState({ client: writer, database: DATABASE, connect });
  const deriveSeconds = secondsSince(deriving);
  log(`${size.name}: state in ${deriveSeconds.toFixed(1)} s`);
  return { fingerprint, events, loadSeconds, deriveSeconds };
}

const secondsSince = (start: number) => (performance.now() - start) / 1000;

async function countEvents(client: ClickHouseClient): Promise<number> {
  const result = await client.query({ query: 'SELECT toUInt32(count()) AS events FROM events', format: 'JSONEachRow' });
  return z.array(z.object({ events: z.number() })).parse(await result.json())[0]?.events ?? 0;
}
