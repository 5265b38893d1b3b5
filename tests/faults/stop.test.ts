import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endHubs, makeFolder, postEvents, saleshub, serve } from '../support/saleshub';

/** The engine's process, as its record in the data folder names it. */
function enginePid(folder: string): number {
  return (JSON.parse(readFileSync(join(folder, 'data/engine.json'), 'utf8')) as { pid: number }).pid;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a service that is stopped', () => {
  const folder = makeFolder();
  afterAll(async () => {
    await endHubs();
    await folder.remove();
  });

  it('has seen its engine leave the data folder', async () => {
    const hub = await serve(folder.path);
    const pid = enginePid(folder.path);
    expect(isRunning(pid)).toBe(true);
    expect(await hub.stop()).toBe(0);
    expect(isRunning(pid)).toBe(false);
  });

  it('ends in bounded time while its engine hangs, with an event under way that is not acknowledged', async () => {
    const hub = await serve(folder.path);
    const key = (await saleshub(['keys', 'create', 'crm'], folder.path)).stdout.trim();
    const call = { type: 'call.logged', occurred_at: '2026-01-05T10:00:00Z', direction: 'inbound', outcome: 'busy' };
    expect((await postEvents(hub.url, key, [{ id: '1', ...call }])).report.accepted).toBe(1);
    const pid = enginePid(folder.path);
    process.kill(pid, 'SIGSTOP');
    try {
      const posting = postEvents(hub.url, key, [{ id: '2', ...call }]).then(
        ({ status }) => status,
        () => 'no answer',
      );
      const began = performance.now();
      expect(await hub.stop()).toBe(0);
      expect(performance.now() - began).toBeLessThan(45_000);
      expect([503, 'no answer']).toContain(await posting);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });
});
