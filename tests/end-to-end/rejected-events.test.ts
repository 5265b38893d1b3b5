import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endHubs, makeFolder, postEvents, query, saleshub, serve, type RunningHub } from '../support/saleshub';

const plan = (types: string) => `version: 1\nsources:\n  - name: telephony\n    events: [${types}]\n`;

const call = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  type: 'call.logged',
  occurred_at: '2026-01-05T10:00:00Z',
  direction: 'outbound',
  outcome: 'connected',
  contact: 'ada@example.com',
  ...more,
});

describe('refused events: refuse, look up, fix the plan, replay', () => {
  const folder = makeFolder();
  const run = (...args: string[]) => saleshub(args, folder.path);
  let hub: RunningHub;
  let key: string;

  beforeAll(async () => {
    writeFileSync(join(folder.path, 'saleshub.yaml'), plan('lead.created'));
    hub = await serve(folder.path);
    key = (await run('keys', 'create', 'telephony', '--rights', 'write,read_rejected')).stdout.trim();
  });
  afterAll(async () => {
    await endHubs();
    await folder.remove();
  });

  const ask = async (path: string, init: RequestInit = {}): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    return (await (await fetch(hub.url + path, { ...init, headers })).json()) as Record<string, unknown>;
  };

  it('lists what was refused, by API and command line', async () => {
    const posted = await postEvents(hub.url, key, [call('1'), call('2'), call('3', { rep: 'ben@example.com' })]);
    expect(posted).toMatchObject({ status: 422, report: { rejected: 3 } });
    const page = await ask('/v1/rejected?code=type_not_planned&limit=2');
    expect(page).toMatchObject({ rejected: [{ source: 'telephony', altered: ['rep'] }, { event_id: '2' }] });
    const { stdout } = await run('rejected', 'list', '--type', 'call.logged', '--format', 'json');
    expect((JSON.parse(stdout) as { rejected: unknown[] }).rejected).toHaveLength(3);
    expect(stdout).not.toContain('example.com');
    const table = await run('rejected', 'list', '--source', 'telephony', '--replayed', 'no', '--limit', '1');
    expect(table.stdout).toMatch(/^id .*\n\S+ +\d{4}-\S+ +telephony +call\.logged +3 +type_not_planned +no /);
    expect(await ask('/v1/sources')).toEqual({
      sources: [
        {
          source: 'telephony',
          primary: false,
          events: 0,
          rejected: 3,
          last_event_at: null,
          last_received_at: null,
        },
      ],
    });
  });

  it('stores them after the plan was mended, those that are whole', async () => {
    writeFileSync(join(folder.path, 'saleshub.yaml'), plan('lead.created, call.logged'));
    hub.process.kill('SIGHUP');
    while (!hub.logged().some((line) => line.includes('reloaded'))) await sleep(50);
    const [third] = (await ask('/v1/rejected?limit=1')).rejected as { id: string }[];
    const replay = { method: 'POST', body: JSON.stringify({ ids: [third?.id] }) };
    expect(await ask('/v1/rejected/replay', replay)).toMatchObject({ rejected: 1, errors: [{ code: 'not_whole' }] });
    const { code, stdout } = await run('rejected', 'replay', '--code', 'type_not_planned');
    expect(stdout).toContain('Replayed: 3 refused events: 2 stored, 0 known already, 1 not stored.');
    expect(stdout).toContain('not_whole: The kept body holds less than was sent (masked: rep): send the event again.');
    expect(code).toBe(0);
    expect((await run('rejected', 'replay', '--code', 'type_not_planned')).stdout).toContain('Replayed: 1 refused');
    expect(await ask('/v1/rejected?replayed=true')).toMatchObject({ rejected: [{ event_id: '2' }, { event_id: '1' }] });
    expect((await query(['calls', '--from', '2026-01-01', '--to', '2026-02-01'], folder.path)).rows).toMatchObject([
      { value: 2 },
    ]);
    const again = await postEvents(hub.url, key, [call('1'), call('2')]);
    expect(again).toMatchObject({ status: 200, report: { duplicates: 2, errors: [] } });
  });

  it.each([
    [['keys', 'create', 'crm', '--rights', 'write,fly'], 'invalid_right: --rights may be write, read_rejected, admin'],
    [['rejected', 'replay', '--id', '1'], 'It is not an id that saleshub rejected list shows.'],
    [['rejected', 'list', '--from', 'monday'], 'invalid_time: --from must be a date'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await run(...args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('a log without keys and contact data', () => {
    const logged = hub.logged().join('\n');
    const engine = readFileSync(join(folder.path, 'data', 'engine.log'), 'utf8');
    // The secret itself may hold a _, too.
    for (const secret of [key, key.split('_').slice(2).join('_'), 'ada@example', 'ben@example']) {
      expect(logged).not.toContain(secret);
      expect(engine).not.toContain(secret);
    }
  });
});
