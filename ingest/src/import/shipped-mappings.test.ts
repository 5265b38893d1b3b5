import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withFolder } from '../testing/with-folder';
import { importFile } from './testing/import-text';

const ROOT = join(__dirname, '../../..');
const EXAMPLE = join(ROOT, 'examples/crm-export');
const CRM_SALES = join(ROOT, '../shared/data/crm-sales-opportunities');

const importInto = (folder: string, table: string, mapping: string) =>
  importFile({ table, mapping, rejected: join(folder, 'rejected.csv') });

describe('the example export', () => {
  const run = () =>
    withFolder({}, (folder) => importInto(folder, join(EXAMPLE, 'opportunities.csv'), join(EXAMPLE, 'mapping.yaml')));

  it('is imported but for the test record and the row with the impossible date', async () => {
    const { report, rejected } = await run();
    expect(report).toMatchObject({ rows: 49, rowsImported: 47, rowsIgnored: 1, rowsRefused: 1, events: 81 });
    expect(report.eventTypes).toEqual({ 'opportunity.created': 47, 'opportunity.won': 15, 'opportunity.lost': 19 });
    expect(report.refused).toMatchObject([{ code: 'invalid_time', count: 1, lines: [28] }]);
    expect(rejected).toMatch(/column ""Closed"" is ""31\.04\.2025"", not a time written as dd\.MM\.yyyy/);
  });

  it('becomes events with everything in its place', async () => {
    const { events } = await run();
    expect(events.filter((event) => event.opportunity === 'D-2507')).toEqual([
      {
        type: 'opportunity.created',
        id: 'D-2507:created',
        occurred_at: Date.parse('2025-01-27T00:00:00+01:00'),
        opportunity: 'D-2507',
        pipeline: 'New business',
        rep: 'Luca Moretti',
        team: 'South',
        product: 'Atlas',
        account: 'Nagel & Söhne; Handel',
        amount: '14050',
      },
      expect.objectContaining({ type: 'opportunity.won', occurred_at: Date.parse('2025-03-21T00:00:00+01:00') }),
    ]);
    const reasons = events.flatMap((event) => (event.type === 'opportunity.lost' ? [event.loss_reason] : []));
    expect(new Set(reasons)).toEqual(new Set(['Price', 'Competitor', 'No budget', undefined]));
  });
});

const available = existsSync(CRM_SALES);
(available ? describe : describe.skip)(
  `crm-sales-opportunities.yaml${available ? '' : ' (skipped: the data set is not beside the repository)'}`,
  () => {
    it('gives every dated opportunity and refuses the prospects, which have no date', async () => {
      await withFolder({}, async (folder) => {
        const mapping = join(ROOT, 'ingest/mappings/crm-sales-opportunities.yaml');
        const { report, events } = await importInto(folder, join(CRM_SALES, 'sales_pipeline.csv'), mapping);
        expect(report).toEqual({
          format: { kind: 'delimited', encoding: 'utf-8', delimiter: ',' },
          rows: 8800,
          rowsImported: 8300,
          rowsIgnored: 0,
          rowsRefused: 500,
          events: 15_011,
          eventTypes: { 'opportunity.created': 8300, 'opportunity.won': 4238, 'opportunity.lost': 2473 },
          occurred: { from: Date.UTC(2016, 9, 20), to: Date.UTC(2017, 11, 31) },
          accepted: 15_011,
          duplicates: 0,
          refused: [
            {
              code: 'no_date',
              place: 'opportunity.created.occurred_at',
              message: 'opportunity.created has no date: column "engage_date" is empty.',
              count: 500,
              lines: [8302, 8303, 8304, 8305, 8306],
            },
          ],
          emptyCells: expect.arrayContaining([
            { column: 'engage_date', count: 500 },
            { column: 'account', count: 1425 },
          ]) as unknown,
        });
        const won = events.flatMap((event) => (event.type === 'opportunity.won' ? [Number(event.amount)] : []));
        expect(won.reduce((sum, amount) => sum + amount, 0)).toBe(10_005_534);
        expect(events.filter((event) => event.product === 'GTXPro')).toHaveLength(1400);
        expect(new Set(events.map((event) => event.region))).toEqual(new Set(['Central', 'East', 'West', undefined]));
        expect(events.filter((event) => event.type === 'opportunity.lost' && event.amount !== undefined)).toEqual([]);
      });
    });
  },
);
