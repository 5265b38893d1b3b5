import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const START = join(__dirname, '../../scripts/start.mjs');

/** What `npm start` runs. */
export interface StartedSaleshub {
  previewUrl: string;
  ingestUrl: string;
  /** Ends it as an operator does. */
  stop: () => Promise<number | null>;
}

/** Runs what `npm start` runs, on the folder's store, and waits for the addresses that it prints. */
export async function startSaleshub(dataDir: string): Promise<StartedSaleshub> {
  const child = spawn(process.execPath, [START], {
    env: { ...process.env, SALESHUB_DATA: dataDir, SALESHUB_PORT: '0', SALESHUB_PREVIEW_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const said: string[] = [];
  const addresses: Record<string, string> = {};
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      const [, name, address] = /^(\w+) +(http:\S+)$/.exec(line) ?? [];
      if (name && address) addresses[name] = address;
      if (line.startsWith('Ctrl-C')) resolve();
    });
    void exited.then(([code]) => reject(new Error(`npm start ended with ${code}:\n${said.join('\n')}`)));
  });
  return {
    previewUrl: addresses.Preview ?? '',
    ingestUrl: addresses.Ingest ?? '',
    stop: async () => {
      child.kill('SIGTERM');
      return (await exited)[0];
    },
  };
}
