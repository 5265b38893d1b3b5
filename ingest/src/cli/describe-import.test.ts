import type { ImportReport } from '../import';
import { describeReport } from './describe-import';

const PLACE = { rejectedFile: '/data/deals.csv.rejected.csv', timeZone: 'Asia/Seoul', importId: 'i1' };

const REPORT: ImportReport = {
  format: { kind: 'delimited', encoding: 'utf-8', delimiter: ',' },
  rows: 3,
  rowsImported: 3,
  rowsIgnored: 0,
  rowsRefused: 0,
  events: 4,
  eventTypes: { 'opportunity.created': 3, 'opportunity.won': 1 },
  occurred: { from: Date.UTC(2025, 0, 31, 15), to: Date.UTC(2025, 2, 31, 14, 59) },
  accepted: 4,
  duplicates: 0,
  refused: [],
  emptyCells: [],
};

it('says what became of rows and events, with dates in the business time zone', () => {
  expect(describeReport(REPORT, PLACE)).toBe(`Table: encoding utf-8, delimiter comma.
Rows: 3 read, 3 imported, 0 ignored, 0 refused.
Events: 4: 4 new, 0 known already; they occurred from 2025-02-01 to 2025-03-31.
  opportunity.created: 3
  opportunity.won: 1
Import: i1. saleshub imports undo i1 takes it back.
`);
});

it('names types of the mapping without an event, reasons with their lines, words, and where the rows are', () => {
  const report: ImportReport = {
    ...REPORT,
    rows: 20,
    rowsImported: 10,
    rowsIgnored: 1,
    rowsRefused: 9,
    duplicates: 1,
    eventTypes: { 'opportunity.created': 5, 'opportunity.lost': 0 },
    refused: [
      { code: 'no_date', place: 'x', message: 'It has no date.', count: 6, lines: [2, 3, 5, 7, 11] },
      {
        code: 'unknown_value',
        place: 'Status',
        message: 'Column "Status" is "수주".',
        count: 2,
        lines: [13, 14],
        words: [
          { word: '수주', count: 1 },
          { word: 'Closed Won', count: 1 },
        ],
      },
      { code: 'no_id', place: 'x', message: 'It has no id.', count: 1, lines: [17] },
    ],
    emptyCells: [{ column: 'Account', count: 1 }],
  };
  expect(describeReport(report, PLACE).split('\n').slice(1)).toEqual([
    'Rows: 20 read, 10 imported, 1 ignored, 9 refused.',
    'Events: 4: 4 new, 1 known already; they occurred from 2025-02-01 to 2025-03-31.',
    '  opportunity.created: 5',
    '  opportunity.lost: none, though mapped',
    'Empty: Account in 1 row.',
    'Refused: 6 rows (no_date): It has no date. Lines 2, 3, 5, 7, 11 and 1 more.',
    'Refused: 2 rows (unknown_value): Status: 수주 (1), Closed Won (1): no condition names them. Name them in the ' +
      'mapping: in a condition or, where they mean that nothing further happens, in known_values. Lines 13, 14.',
    'Refused: 1 row (no_id): It has no id. Line 17.',
    'The refused rows, with their reasons, are in /data/deals.csv.rejected.csv.',
    'Import: i1. saleshub imports undo i1 takes it back.',
    '',
  ]);
});

it('names the sheet of a workbook, and others that have rows', () => {
  const first = (format: ImportReport['format']) => describeReport({ ...REPORT, format }, PLACE).split('\n')[0];
  expect(first({ kind: 'workbook', sheet: 'Deals', otherSheets: [] })).toBe('Table: sheet "Deals" of a workbook.');
  expect(first({ kind: 'workbook', sheet: 'Deals', otherSheets: ['Notes', 'Old'] })).toBe(
    'Table: sheet "Deals" of a workbook. Not read: "Notes", "Old"; name the sheet in the mapping (sheet: …).',
  );
});

it('shows control characters of the table', () => {
  const words = [{ word: 'Won\u001b[2J\nRows: 1 read', count: 1 }];
  const refused = [{ code: 'unknown_value' as const, place: 'S', message: '', count: 1, lines: [2], words }];
  expect(describeReport({ ...REPORT, refused }, PLACE)).toContain('S: Won\\u001b[2J\\u000aRows: 1 read (1): no');
});

it('lists twenty words at most, and no dates where no event is stored', () => {
  const words = Array.from({ length: 30 }, (_, index) => ({ word: `w${index}`, count: 1 }));
  const refused = [{ code: 'unknown_value' as const, place: 'S', message: '', count: 30, lines: [2], words }];
  const report: ImportReport = { ...REPORT, rowsRefused: 30, events: 0, accepted: 0, refused };
  delete report.occurred;
  const text = describeReport(report, PLACE);
  expect(text).toContain('Events: 0: 0 new, 0 known already.\n');
  expect(text).toContain('w19 (1) and more: no condition');
});
