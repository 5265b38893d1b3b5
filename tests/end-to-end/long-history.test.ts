import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, query, saleshub } from '../support/saleshub';

const MAPPING = `version: 1
shared_fields: { opportunity: { column: Id } }
events:
  - type: opportunity.created
    id: '{Id}:created'
    occurred_at: { column: Created, format: yyyy-MM-dd }
    fields: { amount: { column: Amount } }
  - { type: opportunity.won, id: '{Id}:won', occurred_at: { column: Closed, format: yyyy-MM-dd } }
`;

describe('a history of nine years', () => {
  const folder = makeFolder();
  afterAll(() => folder.remove());

  it('is imported in one go, though it has more months than ClickHouse takes in one insert by itself', async () => {
    const deals = Array.from({ length: 108 }, (_, index) => {
      const month = `${2017 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
      return `H-${index},${month}-05,${month}-20,100`;
    });
    const [table, mapping] = [join(folder.path, 'deals.csv'), join(folder.path, 'mapping.yaml')];
    writeFileSync(table, ['Id,Created,Closed,Amount', ...deals].join('\n'));
    writeFileSync(mapping, MAPPING);
    const { code, stderr } = await saleshub(['import', table, '--mapping', mapping, '--source', 'crm'], folder.path);
    expect([code, stderr]).toEqual([0, expect.stringContaining('Events: 216: 216 new')]);
    const { rows } = await query(['won_value', '--from', '2017-01-01', '--to', '2026-01-01'], folder.path);
    expect(rows).toMatchObject([{ value: 10_800, n: 108 }]);
  });
});
