import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, query, saleshub } from '../support/saleshub';

const HEADER = 'Deal;Opened;Closed;Status;Owner;Value;Deleted';
const MAPPING = `version: 1
delimiter: ';'
numbers: { decimal: ',', thousands: '.' }
records: opportunity
id: '{Deal}'
fields:
  created_at: { column: Opened, format: dd.MM.yyyy }
  closed_at: { column: Closed, format: dd.MM.yyyy }
  status: { column: Status, values: { Gewonnen: won } }
  rep: { column: Owner }
  amount: { column: Value }
  deleted: { column: Deleted }
`;
const MARCH = ['--from', '2025-03-01', '--to', '2025-04-01'];

describe('a nightly export of records', () => {
  const folder = makeFolder();
  afterAll(() => folder.remove());

  const importRows = (rows: readonly string[], asOf: string, ...options: string[]) => {
    const [table, mapping] = [join(folder.path, 'deals.csv'), join(folder.path, 'mapping.yaml')];
    writeFileSync(table, [HEADER, ...rows].join('\n'));
    writeFileSync(mapping, MAPPING);
    const args = ['import', table, '--mapping', mapping, '--source', 'crm', '--as-of', asOf, ...options];
    return saleshub(args, folder.path);
  };
  const byRep = async (metric: string) => {
    const { rows } = await query([metric, '--by', 'rep', ...MARCH], folder.path);
    return Object.fromEntries(rows.map(({ rep, value }) => [String(rep), value]));
  };
  const monday = ['Q-1;03.03.2025;;Open;Ada;10.000,00;', 'Q-2;04.03.2025;;Open;Ada;5.000,00;'];
  const tuesday = ['Q-1;03.03.2025;20.03.2025;Gewonnen;Ada;12.000,00;', 'Q-2;04.03.2025;;open ;Greta;5.000,00;false'];
  /** The export of another filter, with the amounts of another column. */
  const wrong = ['Q-1;03.03.2025;20.03.2025;Won;Greta;1,00;', 'Q-2;04.03.2025;21.03.2025;Lost;Greta;1,00;'];

  it('loads what has changed, night for night', async () => {
    expect((await importRows(monday, '2025-03-10')).stderr).toContain(
      'Records: 2 new, 0 changed, 0 unchanged, 0 deleted.',
    );
    const { code, stderr } = await importRows(tuesday, '2025-03-21');
    expect(stderr).toContain('Records: 0 new, 2 changed, 0 unchanged, 0 deleted.');
    expect(stderr).toContain('they occurred from 2025-03-20 to 2025-03-21.');
    expect(code).toBe(0);
    expect(await byRep('open_opportunities')).toEqual({ Greta: 1 });
    expect(await byRep('won_value')).toEqual({ Ada: 12_000 });
    expect((await importRows(tuesday, '2025-03-21')).stderr).toContain('Events: 0 new.');
  });

  it('says what a file would do before it does it', async () => {
    const tried = await importRows(wrong, '2025-03-22', '--dry-run');
    expect(tried.stderr).toContain('Records: 0 new, 2 changed, 0 unchanged, 0 deleted.');
    expect(tried.stderr).toContain('A dry run: nothing is stored.');
    expect(tried.stdout).toMatch(/^Numbers from 2024-03-22 to 2025-03-21 that would change:$/m);
    expect(tried.stdout).toMatch(/^won_value +Won value +12000\.00 +1\.00$/m);
    expect(tried.stdout).not.toMatch(/events_ingested/);
    expect(await byRep('won_value')).toEqual({ Ada: 12_000 });
  });

  it('takes a wrong file back, and the right one loads afresh', async () => {
    const [, id = ''] = /^Import: (\S+)\. /m.exec((await importRows(wrong, '2025-03-22')).stderr) ?? [];
    expect(await byRep('won_value')).toEqual({ Greta: 1 });
    const undone = await saleshub(['imports', 'undo', id], folder.path);
    expect(undone).toMatchObject({ code: 0, stderr: expect.stringMatching(/^Taken back: \d+ events are gone\.\n$/) });
    expect(await byRep('won_value')).toEqual({ Ada: 12_000 });
    expect((await importRows(tuesday, '2025-03-22')).stderr).toContain('Events: 0 new.');
    const { stdout } = await saleshub(['imports', 'list', '--format', 'json'], folder.path);
    const { imports } = JSON.parse(stdout) as { imports: { as_of: string; state: string; file: string }[] };
    expect(imports.map(({ state, as_of }) => [state, as_of])).toEqual([
      ['done', '2025-03-23T00:00:00.000Z'],
      ['undone', '2025-03-23T00:00:00.000Z'],
      ['done', '2025-03-22T00:00:00.000Z'],
      ['done', '2025-03-22T00:00:00.000Z'],
      ['done', '2025-03-11T00:00:00.000Z'],
    ]);
  });

  it('takes out what is marked as deleted, and refuses a status that means nothing to it', async () => {
    const marked = ['Q-1;03.03.2025;20.03.2025;Won;Ada;12.000,00;true', 'Q-2;04.03.2025;;Verhandlung;Ada;5.000,00;'];
    const { code, stderr } = await importRows(marked, '2025-03-23');
    expect(stderr).toContain('Records: 0 new, 0 changed, 0 unchanged, 1 deleted.');
    expect(stderr).toContain('Refused: 1 row (unknown_value): Status: Verhandlung (1)');
    expect(code).toBe(1);
    expect(await byRep('won_value')).toEqual({});
    expect(await byRep('open_opportunities')).toEqual({ Greta: 1 });
  });

  it('stops where an export lacks what is known, unless that is allowed', async () => {
    const one = ['Q-3;04.03.2025;;open;Ada;1,00;'];
    const stopped = await importRows(one, '2025-03-24', '--complete');
    expect(stopped).toMatchObject({ code: 1, stderr: expect.stringContaining('too_many_deletions: 1 of 1 known') });
    const allowed = await importRows(one, '2025-03-24', '--complete', '--allow-deletions');
    expect(allowed.stderr).toContain('Records: 1 new, 0 changed, 0 unchanged, 1 deleted.');
    const late = await importRows(one, '2025-03-02');
    expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining('older_snapshot: ') });
  });
});
