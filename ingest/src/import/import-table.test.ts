import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { ImportError } from '.';
import { withFolder } from '../testing/with-folder';
import { makeWorkbook } from './table/testing/make-workbook';
import { createMemoryStore, importFile, importText } from './testing/import-text';

const MAPPING = `version: 1
events:
  - type: opportunity.created
    id: '{deal}:created'
    occurred_at: { column: opened, format: yyyy-MM-dd }
    fields:
      opportunity: { column: deal }
      account: { column: customer }
`;
const HEADER = 'deal,opened,customer\n';

describe('tables', () => {
  const accounts = async (table: string | Buffer, mapping = MAPPING) => {
    const { events, report } = await importText(table, mapping);
    expect(report.rowsRefused).toBe(0);
    return events.map((event) => event.account);
  };

  it.each([
    ['a byte order mark', `\ufeff${HEADER}1,2025-01-01,Ä\n`, 'Ä'],
    ['CRLF', 'deal,opened,customer\r\n1,2025-01-01,A\r\n', 'A'],
    ['no last line break', `${HEADER}1,2025-01-01,A`, 'A'],
    ['empty lines', `\n${HEADER}\n1,2025-01-01,A\n\n`, 'A'],
    ['quoted cells', `${HEADER}"1","2025-01-01","A ""&"" B,\r\nC\n"\n`, 'A "&" B,\r\nC\n'],
    ['columns that are not read, without a name or twice', ',deal,opened,customer,x,x\n,1,2025-01-01,A,,\n', 'A'],
  ])('reads a table with %s', async (_name, table, account) => {
    expect(await accounts(table)).toEqual([account]);
  });

  it.each([
    ["';'", ';'],
    ['"\\t"', '\t'],
    ["'|'", '|'],
  ])('reads a table delimited by %s', async (option, delimiter) => {
    const table = `${HEADER}1,2025-01-01,A\n`.replaceAll(',', delimiter);
    expect(await accounts(table, `delimiter: ${option}\n${MAPPING}`)).toEqual(['A']);
  });

  it('names the line on which a refused row begins, whatever stands in the cells before', async () => {
    const { report } = await importText(`${HEADER}1,2025-01-01,"a\r\nb\n\nc"\r\n\r\n2,,x\n`, MAPPING);
    expect(report.refused[0]?.lines).toEqual([7]);
  });
});

it('refuses a row whose quotes do not match, and reads the rows beside it', async () => {
  const table = `${HEADER}1,2025-01-01,"A"\n2,2025-01-02,5" pipe\n3,2025-01-03,C\n`;
  const { events, report, rejected } = await importText(table, MAPPING);
  expect(events.map(({ account }) => account)).toEqual(['A', 'C']);
  expect(report.refused).toMatchObject([{ code: 'broken_quotes', count: 1, lines: [3] }]);
  expect(rejected).toContain(',table.csv,2,2025-01-02,"5"" pipe"\n');
});

it('finds the delimiters of the table and of a look-up file', async () => {
  const mapping = `lookups: { reps: { file: reps.csv, key: name } }
${MAPPING}      team: { lookup: reps, by: customer, column: team }
`;
  const table = `${HEADER}1,2025-01-01,A\n2,,\n`.replaceAll(',', ';');
  const { events, report, rejected } = await importText(table, mapping, {
    files: { 'reps.csv': 'name\tteam\nA\tT\n' },
  });
  expect(events).toMatchObject([{ account: 'A', team: 'T' }]);
  expect(report.format).toMatchObject({ delimiter: ';' });
  expect(rejected).toMatch(/^line;code;reason;table;deal;opened;customer\n/);
});

describe('workbooks', () => {
  const mapping = `delimiter: ';'
numbers: { decimal: ',', thousands: '.' }
sheet: Deals
lookups: { reps: { file: reps.xlsx, key: name, sheet: Reps } }
${MAPPING}      amount: { column: value }
      team: { lookup: reps, by: customer, column: team }
`;
  const date = (serial: number) => ({ xml: `<c s="1"><v>${serial}</v></c>` });
  const header = ['deal', 'opened', 'customer', 'value'];
  const deals = [header, [1, date(45658), 'A', 234.5], [2, date(45659), 'B', 10], [3, '', 'A', 234.5]];
  const table = makeWorkbook({ sheets: { Notes: [['see Deals']], Deals: deals }, styles: [0, 14] });
  const files = {
    'reps.xlsx': makeWorkbook({
      sheets: {
        Old: [['x']],
        Reps: [
          ['name', 'team'],
          ['A', 'T'],
        ],
      },
    }),
  };

  it('are read, also for look-ups', async () => {
    const { events, report } = await importText(table, mapping, { files });
    expect(events).toMatchObject([
      { opportunity: '1', occurred_at: Date.UTC(2025, 0, 1), amount: '234.5', account: 'A', team: 'T' },
    ]);
    expect(report.format).toEqual({ kind: 'workbook', sheet: 'Deals', otherSheets: ['Notes'] });
    expect(report.refused.map(({ code, lines }) => [code, lines])).toEqual([
      ['lookup_missing', [3]],
      ['no_date', [4]],
    ]);
  });

  it('have their refused rows in a file that is imported with the same mapping', async () => {
    const { rejected } = await importText(table, mapping, { files });
    expect(rejected).toMatch(/^\ufeffline;code;reason;table;deal;opened;customer;value\n/);
    const corrected = (rejected ?? '').replace(';3;;', ';3;2025-01-03;').replace(';B;', ';A;');
    const { events } = await importText(corrected, mapping, { files });
    expect(events).toMatchObject([
      { opportunity: '2', amount: '10' },
      { opportunity: '3', amount: '234.5' },
    ]);
  });
});

describe('tables of other encodings', () => {
  const KOREAN = 'Id,Account,Owner,Created\r\nK1,서울전자,김영업,2025-01-02\r\nK2,한국상사,,\r\n';
  const mapping = `version: 1
events:
  - type: opportunity.created
    id: '{Id}:created'
    occurred_at: { column: Created, format: yyyy-MM-dd }
    fields: { opportunity: { column: Id }, account: { column: Account }, rep: { column: Owner } }
`;

  it.each(['cp949', 'utf-16le', 'utf-16be'] as const)('are read, here %s, and reported', async (encoding) => {
    const { events, report } = await importText(iconv.encode(KOREAN, encoding), mapping);
    expect(events).toMatchObject([{ account: '서울전자', rep: '김영업' }]);
    expect(report.format).toMatchObject({ encoding });
  });

  it('are read as the mapping or, before it, the caller says', async () => {
    const polish = iconv.encode('Id,Account,Owner,Created\n1,Peña,,2025-01-02\n', 'windows-1252');
    expect((await importText(polish, `encoding: CP1252\n${mapping}`)).events).toMatchObject([{ account: 'Peña' }]);
    const { events } = await importText(polish, `encoding: cp949\n${mapping}`, { encoding: 'windows-1250' });
    expect(events).toMatchObject([{ account: 'Peńa' }]);
  });

  it('have their refused rows in a file that is imported with the same mapping', async () => {
    const named = `encoding: cp949\n${mapping}`;
    const { rejected } = await importText(iconv.encode(KOREAN, 'cp949'), named);
    expect(rejected).toMatch(/^\ufeffline,code,reason,table,Id,/);
    const { events } = await importText((rejected ?? '').replace('한국상사,,', '한국상사,,2025-01-03'), named);
    expect(events).toMatchObject([{ account: '한국상사' }]);
  });

  it('have look-up files of their own encodings', async () => {
    const lookups = 'lookups: { a: { file: a.csv, key: name }, b: { file: b.csv, key: name, encoding: windows-1250 } }';
    const fields = ', team: { lookup: a, by: Owner, column: team }, region: { lookup: b, by: Id, column: team }';
    const { events } = await importText(
      iconv.encode(KOREAN.slice(0, KOREAN.indexOf('K2')), 'cp949'),
      `${lookups}\n${mapping.replace(' } }\n', ` }${fields} }\n`)}`,
      {
        files: { 'a.csv': 'name,team\n김영업,영업\n', 'b.csv': iconv.encode('name,team\nK1,Gdańsk\n', 'windows-1250') },
      },
    );
    expect(events).toMatchObject([{ team: '영업', region: 'Gdańsk' }]);
  });
});

describe('tables that cannot be read', () => {
  const failure = async (table: string | Buffer, options: Parameters<typeof importText>[2] = {}, mapping = MAPPING) => {
    const error = await importText(table, mapping, options).catch((cause: unknown) => cause);
    if (!(error instanceof ImportError)) throw new Error(`Expected a failure, got ${String(error)}`);
    return error;
  };

  it.each<[string, string | Buffer, string, RegExp]>([
    ['an empty file', '', 'no_header', /is empty/],
    ['a missing column', 'deal,opened\n', 'unknown_column', /reads "customer".* its columns are "deal", "opened"/],
    ['a column twice', 'deal,deal,opened,customer\n', 'duplicate_column', /more than one column "deal"/],
    ['a header with an open quote', 'deal,opened,"customer\n1,2025-01-01,A\n', 'broken_quotes', /line 1: The quotes/],
    ['an endless line', `${HEADER}1,2025-01-01,${'A'.repeat(1_200_000)}`, 'row_too_long', /line 2 is over 1 MB/],
  ])('%s', async (_name, table, code, message) => {
    const error = await failure(table);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('says that there is no such file, or that it is a folder', async () => {
    await withFolder({ 'mapping.yaml': MAPPING }, async (folder) => {
      const paths = { mapping: join(folder, 'mapping.yaml'), rejected: join(folder, 'rejected.csv') };
      const open = (table: string) => importFile({ ...paths, table }).catch((cause: unknown) => cause);
      expect(await open(join(folder, 'nothing.csv'))).toMatchObject({ code: 'not_found' });
      expect(await open(folder)).toMatchObject({ code: 'not_readable' });
    });
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ['missing', {}, 'lookup_not_found', /The look-up file of reps is not there: .*reps\.csv/],
    ['empty', { 'reps.csv': '' }, 'no_header', /reps\.csv: is empty/],
    ['without the column', { 'reps.csv': 'name\n' }, 'unknown_column', /reads "team"/],
    [
      'with a key twice',
      { 'reps.csv': 'name,team\nA,1\nA,1\n' },
      'lookup_duplicate_key',
      /line 3: name "A" is there twice/,
    ],
    [
      'uneven',
      { 'reps.csv': 'name,team\nA,1,2\n' },
      'lookup_refused_row',
      /line 2: Cells in the row: 3; columns in the header: 2/,
    ],
  ])('a look-up file that is %s', async (_name, files, code, message) => {
    const mapping = `lookups: { reps: { file: reps.csv, key: name } }
${MAPPING}      team: { lookup: reps, by: customer, column: team }
`;
    const error = await failure(HEADER, { files }, mapping);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

it('finds a look-up file beside the table before one beside the mapping', async () => {
  const mapping = `lookups: { a: { file: a.csv, key: name }, b: { file: b.csv, key: name } }
${MAPPING}      team: { lookup: a, by: customer, column: team }
      region: { lookup: b, by: customer, column: team }
`;
  const files = {
    'data/table.csv': `${HEADER}1,2025-01-01,A\n`,
    'data/a.csv': 'name,team\nA,beside the table\n',
    'maps/a.csv': 'name,team\nA,beside the mapping\n',
    'maps/b.csv': 'name,team\nA,beside the mapping\n',
    'maps/mapping.yaml': mapping,
  };
  await withFolder(files, async (folder) => {
    const path = (name: string) => join(folder, name);
    const { events } = await importFile({
      table: path('data/table.csv'),
      mapping: path('maps/mapping.yaml'),
      rejected: path('rejected.csv'),
    });
    expect(events).toMatchObject([{ team: 'beside the table', region: 'beside the mapping' }]);
  });
});

it('finds a look-up file of refused rows beside the table that they come from, however often they are refused', async () => {
  const mapping = `lookups: { reps: { file: reps.csv, key: name } }
${MAPPING}      team: { lookup: reps, by: customer, column: team }
`;
  const files = {
    'exports/table.csv': `${HEADER}1,,A\n`,
    'exports/reps.csv': 'name,team\nA,North\n',
    'maps/mapping.yaml': mapping,
    'first/none': '',
    'second/none': '',
  };
  await withFolder(files, async (folder) => {
    const path = (name: string) => join(folder, name);
    const [first, second] = [path('first/rejected.csv'), path('second/rejected.csv')];
    const run = (table: string, rejected: string) =>
      importFile({ table, mapping: path('maps/mapping.yaml'), rejected });
    await run(path('exports/table.csv'), first);
    const { rejected = '' } = await run(first, second);
    expect(rejected).toContain(',../exports/table.csv,');
    await writeFile(second, rejected.replace(',1,,A', ',1,2025-01-01,A'));
    expect((await run(second, path('third.csv'))).events).toMatchObject([{ opportunity: '1', team: 'North' }]);
  });
});

describe('running again', () => {
  it('changes nothing', async () => {
    const table = `${HEADER}1,2025-01-01,A\n2,2025-01-02,B\n`;
    const first = await importText(table, MAPPING);
    const before = [...first.events];
    const second = await importText(table, MAPPING, { store: first.store });
    expect(first.report).toMatchObject({ events: 2, accepted: 2, duplicates: 0 });
    expect(second.report).toMatchObject({ rowsImported: 2, events: 2, accepted: 0, duplicates: 2 });
    expect(second.events).toEqual(before);
  });

  it('reports rows whose event is stored with other content', async () => {
    const { store } = await importText(`${HEADER}1,2025-01-01,A\n`, MAPPING);
    const { report, rejected } = await importText(`${HEADER}0,,\n1,2025-01-01,B\n2,2025-01-01,C\n3,,\n`, MAPPING, {
      store,
    });
    expect(report).toMatchObject({ rowsImported: 1, rowsRefused: 3, events: 1, accepted: 1 });
    expect(report.refused.map(({ code }) => code)).toEqual(['no_date', 'id_reused']);
    // In the table's order, though the store answers last.
    expect(rejected?.match(/^\d+,\w+/gm)).toEqual(['2,no_date', '3,id_reused', '5,no_date']);
  });
});

describe('a row of which one event is stored with other content', () => {
  const mapping = `${MAPPING}      amount: { column: value }
  - type: opportunity.won
    when: { state: { is: Won } }
    id: '{deal}:won'
    occurred_at: { column: opened, format: yyyy-MM-dd }
    fields: { opportunity: { column: deal } }
  - type: opportunity.lost
    when: { state: { is: Lost } }
    id: '{deal}:lost'
    occurred_at: { column: opened, format: yyyy-MM-dd }
    fields: { opportunity: { column: deal } }
`;
  const header = 'deal,opened,customer,value,state\n';
  const ids = (events: readonly { id: string }[]) => events.map(({ id }) => id);

  it('stores none of its events, and the rows beside it all of theirs', async () => {
    const { store } = await importText(`${header}1,2025-01-01,A,10,Won\n`, mapping);
    const changed = `${header}1,2025-01-01,A,20,Lost\n2,2025-01-01,A,5,Lost\n`;
    const { events, report, rejected } = await importText(changed, mapping, { store });
    expect(ids(events)).toEqual(['1:created', '1:won', '2:created', '2:lost']);
    expect(report).toMatchObject({ rowsImported: 1, rowsRefused: 1, events: 2, accepted: 2 });
    expect(report.refused).toMatchObject([{ code: 'id_reused', place: 'opportunity.created.id', lines: [2] }]);
    expect(rejected).toContain('nothing of this row is stored');
  });

  it('is refused by a row before it of the same table', async () => {
    const table = `${header}1,2025-01-01,A,10,Won\n1,2025-01-01,A,20,Lost\n1,2025-01-01,A,10,Won\n`;
    const { events, report } = await importText(table, mapping);
    expect(ids(events)).toEqual(['1:created', '1:won']);
    expect(report).toMatchObject({ rowsImported: 2, rowsRefused: 1, events: 4, accepted: 2, duplicates: 2 });
    expect(report.refused[0]?.lines).toEqual([3]);
  });

  it('does not refuse others by what it would have stored', async () => {
    const { store } = await importText(`${header}1,2025-01-01,A,10,Won\n`, mapping);
    // The first row is refused for its created event; its lost event, of another date, is not there for the second.
    const changed = `${header}1,2025-02-02,A,10,Lost\n1,2025-01-01,A,10,Lost\n`;
    const { events, report } = await importText(changed, mapping, { store });
    expect(ids(events)).toEqual(['1:created', '1:won', '1:lost']);
    expect(report).toMatchObject({ rowsImported: 1, rowsRefused: 1 });
  });

  it.each(['id_reused', 'not_storable'] as const)('says what is stored where only the write finds %s', async (code) => {
    const table = `${header}1,2025-01-01,A,10,Won\n`;
    const write = () => Promise.resolve(['accepted', code] as const);
    const { report } = await importText(table, mapping, { write });
    expect(report).toMatchObject({ rowsImported: 0, rowsRefused: 1, events: 1, accepted: 1 });
    expect(report.eventTypes).toEqual({ 'opportunity.created': 1, 'opportunity.won': 0, 'opportunity.lost': 0 });
    const message = expect.stringMatching(/^opportunity\.won: .*Other events of this row are stored\.$/) as string;
    expect(report.refused).toMatchObject([{ code, message }]);
  });
});

describe('the report', () => {
  it('has the range of dates of the events, and the types of the mapping that got none', async () => {
    const lost = `  - type: opportunity.lost
    when: { customer: { in: [Lost] } }
    id: '{deal}:lost'
    occurred_at: { column: opened, format: yyyy-MM-dd }
    fields: { opportunity: { column: deal } }
known_values: { customer: [A] }
`;
    const table = `${HEADER}1,2025-01-02,A\n2,2025-03-01,A\n3,2024-12-31,A\n4,2026-02-30,A\n`;
    const { report } = await importText(table, MAPPING + lost);
    expect(report.occurred).toEqual({ from: Date.UTC(2024, 11, 31), to: Date.UTC(2025, 2, 1) });
    expect(report.eventTypes).toEqual({ 'opportunity.created': 3, 'opportunity.lost': 0 });
  });

  it('has no range without events', async () => {
    const { report } = await importText(`${HEADER}1,,A\n`, MAPPING);
    expect(report).not.toHaveProperty('occurred');
  });
});

describe('the rejected file', () => {
  const REFUSED = `${HEADER}1,,=1+1\n`;

  it('is gone once nothing is refused', async () => {
    const stale = { 'table.csv.rejected.csv': 'from an earlier run' };
    const { rejected } = await importText(`${HEADER}1,2025-01-01,A\n`, MAPPING, { files: stale });
    expect(rejected).toBeUndefined();
  });

  it('replaces that of an earlier run and marks what a spreadsheet would compute', async () => {
    const stale = { 'table.csv.rejected.csv': 'from an earlier run\n'.repeat(10) };
    const { rejected } = await importText(REFUSED, MAPPING, { files: stale });
    expect(rejected).toBe(
      'line,code,reason,table,deal,opened,customer\n' +
        '2,no_date,"opportunity.created has no date: column ""opened"" is empty.",table.csv,1,,\'=1+1\n',
    );
  });

  it('survives an import that fails before it has read a row', async () => {
    await withFolder({ 'mapping.yaml': MAPPING, 'table.csv': 'deal\n', 'rejected.csv': 'kept' }, async (folder) => {
      const path = (name: string) => join(folder, name);
      const paths = { table: path('table.csv'), mapping: path('mapping.yaml'), rejected: path('rejected.csv') };
      await expect(importFile(paths)).rejects.toMatchObject({ code: 'unknown_column' });
      expect(await readFile(paths.rejected, 'utf8')).toBe('kept');
    });
  });

  it('can be corrected and imported with the same mapping, also where the table has columns of its names', async () => {
    const mapping = MAPPING.replace('column: customer', 'column: reason');
    const { rejected } = await importText('deal,opened,reason\n1,,price\n', mapping);
    expect(rejected).toMatch(/^line,code,rejected_reason,table,deal,opened,reason\n/);
    const { events } = await importText((rejected ?? '').replace(',1,,', ',1,2025-01-01,'), mapping);
    expect(events).toMatchObject([{ opportunity: '1', account: 'price' }]);
  });

  it('gives back what it has marked, header and cells, when it is imported', async () => {
    const mapping = MAPPING.replace('column: customer', "column: '=customer'");
    const table = "deal,opened,=customer\n1,,=1+1\n2,,'=1\n3,,-5\n4,,A\n";
    const { rejected } = await importText(table, mapping);
    expect(rejected).toMatch(/^line,code,reason,table,deal,opened,'=customer\n/);
    const corrected = (rejected ?? '').replaceAll(/,(\d),,/g, ',$1,2025-01-01,');
    const { events, report } = await importText(corrected, mapping);
    expect(report.rowsRefused).toBe(0);
    expect(events.map(({ account }) => account)).toEqual(['=1+1', "'=1", '-5', 'A']);
  });

  it('alone has marks: in any other table they are part of the cell', async () => {
    const { events } = await importText(`${HEADER}1,2025-01-01,'=1\n`, MAPPING);
    expect(events).toMatchObject([{ account: "'=1" }]);
  });

  it('keeps the number of cells of a row, so that it is refused again until it is corrected', async () => {
    const first = await importText(`${HEADER}1,2025-01-01,A,B\n`, MAPPING);
    expect(first.rejected).toMatch(
      /wrong_column_count,Cells in the row: 4; columns in the header: 3\.,table\.csv,1,2025-01-01,A,B\n$/,
    );
    const second = await importText(first.rejected ?? '', MAPPING);
    expect(second.report.refused).toMatchObject([{ code: 'wrong_column_count', count: 1 }]);
  });
});

describe('large tables', () => {
  const rows = (count: number, opened: string) =>
    HEADER + Array.from({ length: count }, (_, index) => `${index},${opened},A\n`).join('');

  it('are sent in batches, with a report of how far they are', async () => {
    const table = rows(12_500, '2025-01-01');
    const again = MAPPING.slice(MAPPING.indexOf('  - type')).replace(':created', ':again');
    const store = createMemoryStore();
    const progress: { bytesRead: number; bytesTotal: number; rows: number }[] = [];
    const { report } = await importText(table, MAPPING + again, { store, onProgress: (state) => progress.push(state) });
    expect(report).toMatchObject({ rows: 12_500, rowsImported: 12_500, events: 25_000, accepted: 25_000 });
    expect(store.batches).toEqual([10_000, 10_000, 5_000]);
    expect(progress).toHaveLength(13);
    expect(progress.at(-1)).toEqual({ bytesRead: table.length, bytesTotal: table.length, rows: 12_500 });
    const read = progress.map(({ bytesRead }) => bytesRead);
    expect(read).toEqual([...read].sort((one, other) => one - other));
  });

  it('have their refused rows written as they are read, not kept until the end', async () => {
    await withFolder({ 'mapping.yaml': MAPPING, 'table.csv': rows(11_000, '') }, async (folder) => {
      const rejected = join(folder, 'rejected.csv');
      const written: boolean[] = [];
      const paths = { table: join(folder, 'table.csv'), mapping: join(folder, 'mapping.yaml'), rejected };
      const { report } = await importFile(paths, { onProgress: () => written.push(existsSync(rejected)) });
      expect(report.rowsRefused).toBe(11_000);
      expect(written.indexOf(true)).toBe(9);
    });
  });
});

it('gives on what the store throws, and closes the files', async () => {
  const write = () => Promise.reject(new Error('The store is gone'));
  await expect(importText(`${HEADER}1,2025-01-01,A\n`, MAPPING, { write })).rejects.toThrow('The store is gone');
});
