import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { select } from '../support/select';
import { endHubs, makeFolder, postEvents, saleshub, serve, type RunningHub } from '../support/saleshub';

const occurred_at = '2026-01-05T10:00:00Z';
const EVENTS = [
  {
    id: 'd1',
    type: 'opportunity.created',
    occurred_at,
    opportunity: 'd1',
    account: 'Acme',
    contact: 'ada@example.com',
  },
  { id: 'd2', type: 'opportunity.won', occurred_at: '2026-01-06T10:00:00Z', opportunity: 'd1' },
  { id: 'd3', type: 'opportunity.created', occurred_at, opportunity: 'd3', account: 'Other' },
  { id: 'm1', type: 'email.sent', occurred_at, message: 'm1', account: 'Acme', contact: 'ADA@example.com' },
  { id: 'm2', type: 'email.opened', occurred_at, message: 'm1' },
  { id: 'v1', type: 'web.visited', occurred_at, visitor: 'ada@example.com', page: '/?for=ada@example.com' },
];

describe('erasing beside a running hub', () => {
  const folder = makeFolder();
  const run = (...args: string[]) => saleshub(args, folder.path);
  let hub: RunningHub;
  let key: string;

  beforeAll(async () => {
    hub = await serve(folder.path);
    key = (await run('keys', 'create', 'crm')).stdout.trim();
    expect(await postEvents(hub.url, key, EVENTS)).toMatchObject({ status: 200, report: { accepted: EVENTS.length } });
  });
  afterAll(async () => {
    await endHubs();
    await folder.remove();
  });

  const logged = async (word: RegExp) => {
    for (let waited = 0; !hub.logged().some((line) => word.test(line)) && waited < 100; waited++) await sleep(100);
    expect(hub.logged().join('\n')).toMatch(word);
  };

  it('asks first', async () => {
    expect(await run('erase', '--contact', 'ada@example.com')).toMatchObject({
      code: 2,
      stderr: 'not_confirmed: Nothing was removed: confirm with --yes.\n',
    });
    expect(await run('erase')).toMatchObject({ code: 2, stderr: expect.stringMatching(/^nothing_to_erase/) as string });
    expect(await select(folder.path, 'SELECT count() AS n FROM events')).toEqual([{ n: EVENTS.length }]);
  });

  it('removes a person, also one that was hashed with an earlier secret', async () => {
    const secrets = join(folder.path, 'data', 'contact-secrets');
    writeFileSync(secrets, `the newer secret of this test\n${readFileSync(secrets, 'utf8')}`);
    hub.process.kill('SIGHUP');
    await logged(/"msg":"reloaded"/);
    const later = { id: 'v2', type: 'web.visited', occurred_at, visitor: 'ada@example.com', page: '/' };
    expect((await postEvents(hub.url, key, [...EVENTS, later])).report).toMatchObject({
      accepted: 1,
      duplicates: EVENTS.length,
      errors: [],
    });

    const { code, stdout, stderr } = await run('erase', '--contact', 'Ada@Example.com', '--yes');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^events +4 +1$/m);
    expect(stdout).toMatch(/^messages +1 +0$/m);
    expect(stdout).toContain('Occurrences left: 0');
    const rows = await select(folder.path, 'SELECT id, contact, visitor FROM events ORDER BY id');
    expect(rows).toEqual(['d1', 'd2', 'd3'].map((id) => ({ id, contact: '', visitor: '' })));
    expect((await postEvents(hub.url, key, EVENTS)).report).toMatchObject({ duplicates: EVENTS.length, errors: [] });
  });

  it('removes an account with its deals', async () => {
    const { code, stdout } = await run('erase', '--account', 'Acme', '--yes');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^events +2 +0$/m);
    expect(stdout).toContain('Occurrences left: 0');
    expect(await select(folder.path, 'SELECT account FROM opportunities FINAL')).toEqual([{ account: 'Other' }]);
  });

  it('removes what is older than the plan keeps, once it says so', async () => {
    writeFileSync(join(folder.path, 'saleshub.yaml'), 'version: 1\nretention: { opportunity.created: 1 }\n');
    hub.process.kill('SIGHUP');
    await logged(/removed what is not kept any longer/);
    expect(await select(folder.path, 'SELECT id FROM events')).toEqual([]);
    expect(await select(folder.path, 'SELECT key FROM opportunities')).toEqual([]);
  });
});
