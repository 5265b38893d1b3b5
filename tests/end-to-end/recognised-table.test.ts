import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, query, saleshub } from '../support/saleshub';

describe('a table that is imported without a mapping', () => {
  const folder = makeFolder();
  afterAll(() => folder.remove());
  const run = (...args: string[]) => saleshub(['import', 'deals.csv', ...args], folder.path);
  const mapping = join(folder.path, 'deals.csv.mapping.yaml');
  beforeAll(() => {
    const rows = [
      'D-1,2025-01-02,2025-02-03,Won,Ada,100',
      'D-2,2025-01-02,,Open,Ben,200',
      'D-3,2025-01-02,,Vage,Ben,1',
    ];
    writeFileSync(join(folder.path, 'deals.csv'), ['Id,Created,Closed,Status,Owner,Amount', ...rows].join('\n'));
  });

  it('is shown, tried, and not loaded before somebody says so', async () => {
    const { code, stdout, stderr } = await run();
    expect(code).toBe(2);
    expect(stderr).toContain('A table of opportunities, read with this mapping');
    expect(stderr).toContain('whose rows are refused: Vage.');
    expect(stderr).toContain('{"id":"D-1","created_at":"2025-01-02","closed_at":"2025-02-03","status":"won"');
    expect(stdout).toMatch(/^open_opportunities +Open opportunities +0 +1$/m);
    expect(stderr).toContain('not_confirmed: Nothing is loaded.');
    expect(readFileSync(mapping, 'utf8')).toContain('records: opportunity');
    const { stdout: imports } = await saleshub(['imports', 'list', '--format', 'json'], folder.path);
    expect(JSON.parse(imports)).toEqual({ imports: [] });
  });

  it('is loaded with the mapping that was written, corrected by hand', async () => {
    writeFileSync(mapping, readFileSync(mapping, 'utf8').replace('Open: open', 'Open: open\n      Vage: open'));
    const { code, stderr } = await run('--yes');
    expect(stderr).toContain('Records: 3 new, 0 changed, 0 unchanged, 0 deleted.');
    expect(code).toBe(0);
    const { rows } = await query(['won_value', '--from', '2025-01-01', '--to', '2026-01-01'], folder.path);
    expect(rows[0]).toMatchObject({ value: 100 });
  });

  it('is refused where it is no table that is known', async () => {
    writeFileSync(join(folder.path, 'other.csv'), 'colour,size\nred,3\n');
    const { code, stderr } = await saleshub(['import', 'other.csv'], folder.path);
    expect(code).toBe(2);
    expect(stderr).toContain('not_recognised: ');
    expect(existsSync(join(folder.path, 'other.csv.mapping.yaml'))).toBe(false);
    expect((await run('--mapping', mapping)).stderr).toContain('missing_source: ');
  });
});
