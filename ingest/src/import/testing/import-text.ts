import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SalesEvent } from '@saleshub/model';
import { intakeForTest } from '../../intake/testing/intake-for-test';
import { withFolder } from '../../testing/with-folder';
import {
  importTable,
  loadMapping,
  type CheckEvents,
  type ImportOptions,
  type ImportReport,
  type WriteEvents,
} from '..';

/** Keeps events as the store does: one body for an id, the first. */
export function createMemoryStore() {
  const events = new Map<string, SalesEvent>();
  const batches: number[] = [];
  const verdictOn = (event: SalesEvent) => {
    const known = events.get(event.id);
    if (!known) return 'accepted';
    return JSON.stringify(known) === JSON.stringify(event) ? 'duplicate' : 'id_reused';
  };
  const check: CheckEvents = (sent) => Promise.resolve(sent.map(({ event }) => verdictOn(event)));
  const write: WriteEvents = (sent) => {
    batches.push(sent.length);
    const outcomes = sent.map(({ event }) => {
      const verdict = verdictOn(event);
      if (verdict === 'accepted') events.set(event.id, event);
      return verdict;
    });
    return Promise.resolve(outcomes);
  };
  return { events, batches, check, write };
}

export type MemoryStore = ReturnType<typeof createMemoryStore>;

const NOW = Date.UTC(2026, 0, 1);
const intake = intakeForTest({ clock: () => NOW });

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
    admit: (body) => intake.admit('test', body),
    check: store.check,
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
  { files = {}, ...options }: Parameters<typeof importFile>[1] & { files?: Record<string, string | Buffer> } = {},
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
