import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { select } from '../support/select';
import { endHubs, makeFolder, postEvents, saleshub, serve, type RunningHub } from '../support/saleshub';

const plan = (lines: string) => `version: 1\nsources:\n  - name: crm\n${lines}`;

const lead = (id: string) => ({
  id,
  type: 'lead.created',
  occurred_at: '2026-01-05T10:00:00Z',
  lead: id,
  rep: 'Ada',
  team: 'North',
});

describe('a tracking plan that changes under load', () => {
  const folder = makeFolder();
  let hub: RunningHub;
  let key: string;
  const write = (text: string) => writeFileSync(join(folder.path, 'saleshub.yaml'), text);

  beforeAll(async () => {
    write(plan('    fields: [rep]\n'));
    hub = await serve(folder.path);
    key = (await saleshub(['keys', 'create', 'crm'], folder.path)).stdout.trim();
  });
  afterAll(async () => {
    await endHubs();
    await folder.remove();
  });

  /** Writes the plan, asks for a reload and waits for the word that tells what came of it. */
  async function reload(text: string, word: RegExp): Promise<string> {
    write(text);
    const before = hub.logged().length;
    hub.process.kill('SIGHUP');
    for (let waited = 0; waited < 10_000; waited += 50) {
      const line = hub
        .logged()
        .slice(before)
        .find((logged) => word.test(logged));
      if (line !== undefined) return line;
      await sleep(50);
    }
    throw new Error(`Nothing like ${word.source} was logged: ${hub.logged().join('\n')}`);
  }

  it('is followed from one event to the next, without a request dropped', async () => {
    let posted = 0;
    let loading = true;
    const statuses = new Map<number, number>();
    const load = Array.from({ length: 4 }, async (_, worker) => {
      while (loading) {
        const batch = Array.from({ length: 20 }, (_, index) => lead(`w${worker}-${posted++}-${index}`));
        const { status } = await postEvents(hub.url, key, batch);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    });
    await sleep(300);
    await reload(plan('    fields: [team]\n'), /"msg":"reloaded"/);
    await sleep(300);
    // A mistake keeps what was, and says where it is.
    const mistake = await reload(plan('    fields: [tem]\n'), /not reloaded/);
    expect(JSON.parse(mistake)).toMatchObject({ code: 'unknown_field', line: 4 });
    expect(mistake).toContain('saleshub.yaml, line 4: sources[0].fields[0]');
    await sleep(300);
    loading = false;
    await Promise.all(load);

    expect([...statuses.keys()]).toEqual([200]);
    expect(statuses.get(200)).toBeGreaterThan(10);
    expect(await postEvents(hub.url, key, [lead('last')])).toMatchObject({ status: 200, report: { accepted: 1 } });
    const [counts] = await select<{ reps: string; teams: string; both: string; last: string }>(
      folder.path,
      `SELECT toString(countIf(rep != '')) AS reps, toString(countIf(team != '')) AS teams,
        toString(countIf(rep != '' AND team != '')) AS both, anyIf(team, id = 'last') AS last FROM events FINAL`,
    );
    expect(Number(counts?.reps)).toBeGreaterThan(0);
    expect(Number(counts?.teams)).toBeGreaterThan(0);
    expect(counts).toMatchObject({ both: '0', last: 'North' });
  });

  it('says for how many days refused events are kept', async () => {
    await reload('version: 1\nrejectedRetention: 7\n', /"msg":"reloaded"/);
    const query = "SELECT create_table_query AS sql FROM system.tables WHERE name = 'rejected_events'";
    const [table] = await select<{ sql: string }>(folder.path, query);
    expect(table?.sql).toContain('toIntervalDay(7)');
  });

  it('keeps what numbers depend on in the store', async () => {
    await reload('version: 1\ncurrency: EUR\nholidays: [2026-12-25]\n', /"msg":"reloaded"/);
    const query = "SELECT value FROM settings FINAL WHERE name = 'reporting'";
    const [row] = await select<{ value: string }>(folder.path, query);
    const kept: unknown = JSON.parse(row?.value ?? '{}');
    expect(kept).toMatchObject({ currency: 'EUR', holidays: ['2026-12-25'], primarySources: [] });
  });
});
