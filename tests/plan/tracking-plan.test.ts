import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { select } from '../support/select';
import { endHubs, makeFolder, postEvents, saleshub, serve, type RunningHub } from '../support/saleshub';

const PLAN = `version: 1
currency: EUR
rates: rates.csv
sources:
  - name: crm
    primary: true
    events: [opportunity.created]
  - name: files
    namespace: crm
`;
const MAPPING = `version: 1
events:
  - type: lead.created
    id: '{lead}'
    occurred_at: { column: on, format: yyyy-MM-dd }
    fields: { lead: { column: lead }, contact: { column: contact } }
`;

const deal = {
  id: 'd1',
  type: 'opportunity.created',
  occurred_at: '2026-01-05T10:00:00Z',
  opportunity: 'd1',
  amount: '99.99',
  currency: 'USD',
  contact: 'Ada@Example.com',
};

describe('a hub with a tracking plan', () => {
  const folder = makeFolder();
  const file = (name: string) => join(folder.path, name);
  const run = (...args: string[]) => saleshub(args, folder.path);
  const importLeads = () => run('import', 'leads.csv', '--mapping', 'mapping.yaml', '--source', 'files');
  const rates = (rate: string) => writeFileSync(file('rates.csv'), `date,currency,rate\n2026-01-01,USD,${rate}\n`);
  let hub: RunningHub;
  let key: string;

  beforeAll(async () => {
    writeFileSync(file('saleshub.yaml'), PLAN);
    writeFileSync(file('mapping.yaml'), MAPPING);
    writeFileSync(file('leads.csv'), 'lead,on,contact\nl1,2026-01-05,ada@example.com\n');
    rates('0.85');
    hub = await serve(folder.path);
    key = (await run('keys', 'create', 'crm')).stdout.trim();
  });
  afterAll(async () => {
    await endHubs();
    await folder.remove();
  });

  it('refuses a type that is not planned, beside what is', async () => {
    const lead = { id: 'l9', type: 'lead.created', occurred_at: deal.occurred_at, lead: 'l9' };
    const { status, report } = await postEvents(hub.url, key, [deal, lead]);
    expect(status).toBe(207);
    expect(report).toMatchObject({ accepted: 1, rejected: 1, errors: [{ index: 1, code: 'type_not_planned' }] });
  });

  it('knows an event again after its rates have changed, and keeps what it made of it', async () => {
    rates('0.9');
    hub.process.kill('SIGHUP');
    const other = { ...deal, id: 'd2', opportunity: 'd2' };
    // The reload may come between two posts: the first event is posted until the second shows the new rate.
    for (let attempt = 0; !hub.logged().some((line) => line.includes('"reloaded"')) && attempt < 100; attempt++) {
      const { report } = await postEvents(hub.url, key, [deal]);
      expect(report).toMatchObject({ duplicates: 1, errors: [] });
    }
    const { report } = await postEvents(hub.url, key, [deal, other]);
    expect(report).toMatchObject({ accepted: 1, duplicates: 1, errors: [] });
    const rows = await select(folder.path, 'SELECT id, toString(amount) AS amount, currency FROM events ORDER BY id');
    expect(rows).toEqual([
      { id: 'd1', amount: '84.99', currency: 'EUR' },
      { id: 'd2', amount: '89.99', currency: 'EUR' },
    ]);
  });

  it('gives a person one hash, posted or imported, in the namespace of the plan', async () => {
    expect(await importLeads()).toMatchObject({ code: 0 });
    const rows = await select(folder.path, 'SELECT DISTINCT contact, namespace FROM events');
    expect(rows).toEqual([{ contact: expect.stringMatching(/^[\w-]{43}$/) as string, namespace: 'crm' }]);
  });

  it('is looked into by doctor', async () => {
    await run('keys', 'create', 'telephony');
    const { code, stdout } = await run('doctor');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /ok +Tracking plan .*saleshub\.yaml: 2 sources, 1 of them primary; rates of USD until 2026-01-01/,
    );
    expect(stdout).toMatch(/warning +The plan has no source telephony, which has a key/);
    writeFileSync(file('saleshub.yaml'), `${PLAN}weekStart: sunday\n`);
    expect((await run('doctor')).stdout).toMatch(/warning +Numbers still follow other settings/);
    writeFileSync(file('saleshub.yaml'), PLAN.replace('primary: true', 'primary: maybe'));
    const broken = await run('doctor');
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(
      /FAILED +invalid_type: .*saleshub\.yaml, line 6: sources\[0\]\.primary must be true or/,
    );
    expect(await run('migrate')).toMatchObject({ code: 2, stderr: expect.stringContaining('line 6') as string });
    rmSync(file('saleshub.yaml'));
    expect((await run('doctor')).stdout).toMatch(/warning +No tracking plan: every source may send every type/);
    writeFileSync(file('other.yaml'), PLAN);
    expect((await run('doctor', '--plan', 'other.yaml')).stdout).toMatch(/ok +Tracking plan .*other\.yaml/);
  });

  it('does not go on with another secret', async () => {
    writeFileSync(join(folder.path, 'data', 'contact-secrets'), 'not the secret of before\n');
    expect(await importLeads()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^other_contact_secret: /) as string,
    });
    expect((await run('doctor')).stdout).toMatch(/FAILED +The secret that contact data were hashed with/);
    rmSync(join(folder.path, 'data', 'contact-secrets'));
    expect((await importLeads()).code).toBe(2);
    expect(await run('accept-secret')).toMatchObject({ code: 0 });
    // It goes on; what was stored under the secret of before has other content now.
    expect(await importLeads()).toMatchObject({ code: 1, stderr: expect.stringContaining('(id_reused)') as string });
  });
});
