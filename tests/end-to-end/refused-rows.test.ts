import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, query, saleshub } from '../support/saleshub';

const MAPPING = `version: 1
shared_fields:
  opportunity: { column: Id }
events:
  - type: opportunity.created
    id: '{Id}:created'
    occurred_at: { column: Created, format: yyyy-MM-dd }
    fields: { amount: { column: Amount } }
  - type: opportunity.won
    when: { Status: { is: Won } }
    id: '{Id}:won'
    occurred_at: { column: Closed, format: yyyy-MM-dd }
    fields: { amount: { column: Amount } }
  - type: opportunity.lost
    when: { Status: { is: Lost } }
    id: '{Id}:lost'
    occurred_at: { column: Closed, format: yyyy-MM-dd }
`;

describe('rows that an import refuses', () => {
  const folder = makeFolder();
  afterAll(() => folder.remove());

  const importRows = (rows: readonly string[], mapping = MAPPING, ...options: string[]) => {
    const [table, mappingFile] = [join(folder.path, 'deals.csv'), join(folder.path, 'mapping.yaml')];
    writeFileSync(table, ['Id,Created,Closed,Status,Amount', ...rows].join('\n'));
    writeFileSync(mappingFile, mapping);
    return saleshub(['import', table, '--mapping', mappingFile, '--source', 'crm', ...options], folder.path);
  };
  const wonValue = async () =>
    (await query(['won_value', '--from', '2025-01-01', '--to', '2026-01-01'], folder.path)).rows[0];
  /** Five deals that were won; their status is typed by hand. */
  const deals = ['Won', 'won', 'Won ', 'Closed Won', '수주'].map(
    (status, index) => `ST-${index + 1},2025-01-02,2025-02-03,${status},100`,
  );

  it('are listed with the words that no condition names, and end it with code 1', async () => {
    const { code, stderr } = await importRows(deals);
    expect(code).toBe(1);
    expect(stderr).toContain('Rows: 5 read, 3 imported, 0 ignored, 2 refused.\n');
    expect(stderr).toContain('Events: 6: 6 new, 0 known already; they occurred from 2025-01-02 to 2025-02-03.\n');
    expect(stderr).toContain('  opportunity.lost: none, though mapped\n');
    expect(stderr).toMatch(
      /unknown_value\): Status: Closed Won \(1\), 수주 \(1\): no condition names them\..* Lines 5, 6/,
    );
    expect(await wonValue()).toMatchObject({ value: 300, n: 3 });
  });

  it('end it with code 0 where they are allowed', async () => {
    expect((await importRows(deals, MAPPING, '--allow-refused')).code).toBe(0);
  });

  it('are imported with a mapping that names the words', async () => {
    const { code, stderr } = await importRows(deals, MAPPING.replace('is: Won', 'in: [Won, Closed won, 수주]'));
    expect(stderr).toContain('Events: 10: 4 new, 6 known already');
    expect(code).toBe(0);
    expect(await wonValue()).toMatchObject({ value: 500, n: 5 });
  });

  it('change nothing where an id of theirs is known with other content', async () => {
    // Another amount makes another opportunity.created; opportunity.lost would be new.
    const { code, stderr } = await importRows(['ST-1,2025-01-02,2025-03-03,Lost,70']);
    expect(code).toBe(1);
    expect(stderr).toContain('Rows: 1 read, 0 imported, 0 ignored, 1 refused.\nEvents: 0: 0 new, 0 known already.\n');
    expect(stderr).toContain('(id_reused): opportunity.created: the id "ST-1:created" is already stored');
    expect(await wonValue()).toMatchObject({ value: 500, n: 5 });
  });

  it('are not to be mistaken for a mapping that does not fit the table, which ends it with code 2', async () => {
    const wrong = await importRows(deals, MAPPING.replaceAll('column: Amount', 'column: Value'));
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/^unknown_column: /)]);
    const missing = ['import', 'nothing.csv', '--mapping', join(folder.path, 'mapping.yaml'), '--source', 'crm'];
    expect(await saleshub(missing, folder.path)).toMatchObject({ code: 2 });
  });

  it('say where a retraction hits nothing', async () => {
    const retracting = (target: string) =>
      `${MAPPING}  - type: event.retracted
    when: { Status: { is: Gone } }
    id: '{Id}:gone:${target.length}'
    occurred_at: { column: Created, format: yyyy-MM-dd }
    fields: { target: { template: '${target}' } }
`;
    const gone = ['ST-1,2025-01-02,2025-02-03,Gone,100'];
    const missed = await importRows(gone, retracting('{Id}:gewonnen'));
    expect(missed.stderr).toContain('Warning: 1 retraction of an event that is not stored');
    const before = Number((await wonValue())?.['value']);
    const { stderr } = await importRows(gone, retracting('{Id}:won'));
    expect(stderr).not.toContain('Warning');
    expect(Number((await wonValue())?.['value'])).toBe(before - 100);
  });
});
