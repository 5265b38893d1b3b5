import * as fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { unmarkCell } from './spreadsheet-cell';
import { importText } from './testing/import-text';

const DELIMITERS = [',', ';', '\t', '|'];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('"', '\n', '\r', ',', ';', '\t', '|', ' ', '=', '\ufeff', 'ä'), maxLength: 8 }),
);

it('keeps any refused row to the letter', async () => {
  const table = fc.record({
    delimiter: fc.constantFrom(...DELIMITERS),
    rows: fc.array(fc.array(text, { minLength: 1, maxLength: 4 })),
  });
  await fc.assert(
    fc.asyncProperty(table, async ({ delimiter, rows }) => {
      // Rows of empty cells are none, and cells that are missing at the end of a row are empty.
      const kept = rows
        .filter((row) => row.some((cell) => cell.trim() !== ''))
        .map((row) => (row.length > 1 ? row : [...row, '']));
      const mapping = `version: 1
delimiter: ${JSON.stringify(delimiter)}
events:
  - type: opportunity.created
    when: { never: { is: 'a value that no cell has' } }
    id: '{never}'
    occurred_at: { column: never }
    fields: { opportunity: { column: never } }
`;
      const { report, rejected } = await importText(stringify([['never', 'other'], ...rows], { delimiter }), mapping);
      expect(report).toMatchObject({ rows: kept.length, rowsRefused: kept.length, events: 0 });
      const read = (file = '') => parse(file, { delimiter, relax_column_count: true, record_delimiter: '\n' }).slice(1);
      const isFormula = (cell: string) => /^[=+\-@\t\r]/.test(cell) && !/^-\d[\d.,]*$/.test(cell);
      const written = read(rejected).map((row) => row.slice(4));
      expect(written.map((row) => row.map(unmarkCell))).toEqual(kept);
      expect(written.flat().filter(isFormula)).toEqual([]);
      if (kept.length === 0) return;
      const again = await importText(rejected ?? '', mapping);
      expect(read(again.rejected).map((row) => row.slice(8).map(unmarkCell))).toEqual(kept);
    }),
    { numRuns: 100 },
  );
});

it('makes the same events of a table whenever it is imported', async () => {
  const date = fc.constantFrom('2025-01-01', '2025-02-29', '2024-02-29', '');
  const rows = fc.array(fc.tuple(text, date, text));
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const mapping = `version: 1
events:
  - type: opportunity.created
    id: '{deal}:created'
    occurred_at: { column: opened, format: yyyy-MM-dd }
    fields: { opportunity: { column: deal }, account: { column: customer } }
`;
      const table = stringify([['deal', 'opened', 'customer'], ...cells]);
      const first = await importText(table, mapping);
      const known = structuredClone(first.events);
      const second = await importText(table, mapping, { store: first.store });
      expect(second.events).toEqual(known);
      expect(second.rejected).toBe(first.rejected);
      expect(second.report).toMatchObject({ accepted: 0, events: first.report.events, refused: first.report.refused });
    }),
    { numRuns: 100 },
  );
});
