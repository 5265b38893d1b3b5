import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { postEvents, saleshub, serve, type RunningHub } from '../support/saleshub';
import type { PostedEvent } from './posted-company';

/**
 * Starts a hub in the folder and posts every event twice, in random order and in different batches, while engine and
 * service are killed (kill -9) three times. A batch that was not acknowledged is posted again.
 */
export async function postAllUnderFire(
  folder: string,
  events: readonly PostedEvent[],
  { batchSize, seed }: { batchSize: number; seed: number },
): Promise<void> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  let hub: RunningHub = await serve(folder, port);
  const key = (await saleshub(['keys', 'create', 'crm'], folder)).stdout.trim();

  const killService = async () => {
    await hub.kill();
    hub = await serve(folder, port);
  };
  const batches = inBatches(shuffle([...events, ...events], seed), batchSize);
  const kills = new Map<number, () => void | Promise<void>>([
    [Math.floor(batches.length * 0.2), () => killEngine(folder)],
    [Math.floor(batches.length * 0.45), killService],
    [Math.floor(batches.length * 0.7), () => killEngine(folder)],
  ]);
  for (const [index, batch] of batches.entries()) {
    await Promise.all([kills.get(index)?.(), postUntilAcknowledged(() => hub.url, key, batch)]);
  }
}

async function postUntilAcknowledged(url: () => string, key: string, batch: readonly PostedEvent[]): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt++) {
    try {
      const { status, report } = await postEvents(url(), key, batch);
      if (status === 200) {
        expect(report.accepted + report.duplicates).toBe(batch.length);
        return;
      }
      expect(status).toBe(503);
    } catch (error) {
      // The service is away: its connection broke or was refused.
      expect((error as Error).name).toBe('TypeError');
    }
    await sleep(500);
  }
  throw new Error('The events were not taken within 30 seconds');
}

function killEngine(folder: string): void {
  const { pid } = JSON.parse(readFileSync(join(folder, 'data', 'engine.json'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
}

function inBatches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Fisher–Yates with a small generator, so that a failure can be had again. */
function shuffle<Item>(items: Item[], seed: number): Item[] {
  let state = seed;
  for (let index = items.length - 1; index > 0; index--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const other = state % (index + 1);
    [items[index], items[other]] = [items[other] as Item, items[index] as Item];
  }
  return items;
}
