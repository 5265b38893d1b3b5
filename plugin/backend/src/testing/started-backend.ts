import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from '@saleshub/plugin-host';
import type { SampleStore } from './sample-store';

/** The program as Grafana starts it, made from the sources as they are now. */
export interface Bundle {
  folder: string;
  command: [string, string];
  remove: () => void;
}

export function makeBundle(): Bundle {
  const folder = mkdtempSync(join(tmpdir(), 'saleshub-bundle-'));
  execFileSync(process.execPath, [join(__dirname, '../../bundle.mjs'), folder]);
  return {
    folder,
    // With this Node, wherever it is: the program's own first line looks on the default path only.
    command: [process.execPath, join(folder, 'gpx_saleshub_linux_amd64')],
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The store as a data source. */
export function dataSourceOf(store: SampleStore, changes: Partial<DataSource> = {}): DataSource {
  return {
    uid: 'sample',
    name: 'Sample',
    url: store.url,
    user: store.reader.username,
    database: store.database,
    secureJsonData: { password: store.reader.password },
    ...changes,
  };
}
