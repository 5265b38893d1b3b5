import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SalesEvent } from '@saleshub/model';
import { doorForTest } from '../../door/testing/door-for-test';
import { importTable, loadMapping, type ImportOptions, type ImportReport, type WriteEvents } from '..';

/** A folder of its own for a test; `files` are paths and contents. */
export async function withFolder<Result>(
  files: Readonly<Record<string, string | Buffer>>,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'saleshub-import-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Keeps events as the store does: one body for an id, the first. */
export function createMemoryStore() {
  const events = new Map<string, SalesEvent>();
  const batches: number[] = [];
  const write: WriteEvents = (sent) => {
    batches.push(sent.length);
    const outcomes = sent.map(({ event }) => {
      const known = events.get(event.id);
      if (!known) events.set(event.id, event);
      if (!known) return 'accepted';
      return JSON.stringify(known) === JSON.stringify(event) ? 'duplicate' : 'id_reused';
    });
    return Promise.resolve(outcomes);
  };
  return { events, batches, write };
}

export type MemoryStore = ReturnType<typeof createMemoryStore>;

export const NOW = Date.UTC(2026, 0, 1);
const door = doorForTest({ clock: () => NOW });

/** Imports files that exist. */
export async function importFile(
  paths: { table: string; mapping: string; rejected: string },
  { store = createMemoryStore(), ...options }: Partial<ImportOptions> & { store?: MemoryStore } = {},
): Promise<{ report: ImportReport; events: SalesEvent[]; rejected: string | undefined; store: MemoryStore }> {
  const report = await importTable({
    file: paths.table,
    mapping: await loadMapping(paths.mapping),
    rejectedFile: paths.rejected,
    timeZone: 'UTC',
    admit: (body) => door.admit('test', body),
    write: store.write,
    ...options,
  });
  const rejected = existsSync(paths.rejected) ? await readFile(paths.rejected, 'utf8') : undefined;
  return { report, events: [...store.events.values()], rejected, store };
}

/** Imports a small table from its text. `files` stand beside it. */
export async function importText(
  table: string | Buffer,
  mapping: string,
  { files = {}, ...options }: Parameters<typeof importFile>[1] & { files?: Record<string, string> } = {},
) {
  return withFolder({ 'table.csv': table, 'mapping.yaml': mapping, ...files }, (folder) =>
    importFile(
      {
        table: join(folder, 'table.csv'),
        mapping: join(folder, 'mapping.yaml'),
        rejected: join(folder, 'table.csv.rejected.csv'),
      },
      options,
    ),
  );
}
