import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { withFolder } from '../../testing/with-folder';
import { readTable, type TableOptions } from './read-table';
import type { TableRow } from './table-row';
import { makeWorkbook, type TestCell } from './testing/make-workbook';
import { isDateFormat } from './workbook/date-styles';

const read = (bytes: Buffer, options: TableOptions = {}) =>
  withFolder({ 'table.xlsx': bytes }, async (folder) => {
    const { rows, ...table } = await readTable(join(folder, 'table.xlsx'), options);
    const all: TableRow[] = [];
    for await (const row of rows) all.push(row);
    return { ...table, rows: all };
  });

/** The text of one cell. */
const readCell = async (
  xml: string,
  workbook: Partial<Parameters<typeof makeWorkbook>[0]> = {},
  options?: TableOptions,
) => {
  const sheets = {
    Sheet: [
      ['a', 'b'],
      ['x', { xml }],
    ] as TestCell[][],
  };
  return (await read(makeWorkbook({ sheets, ...workbook }), options)).rows[0]?.cells[1];
};

it('reads the rows of a sheet with their numbers', async () => {
  const sheet =
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Deal</t></is></c><c r="C2" t="inlineStr"><is><t>Amount</t></is></c></row>' +
    '<row r="4"/><row r="5"><c r="A5" t="inlineStr"><is><t> </t></is></c></row>' +
    '<row r="6"><c r="B6"><v>2</v></c></row><row r="9"><c r="A9"><v>1</v></c><c r="AB9"><v>3</v></c></row>';
  const { format, header, rows } = await read(makeWorkbook({ sheets: { Deals: sheet } }));
  expect(format).toEqual({ kind: 'workbook', sheet: 'Deals', otherSheets: [] });
  expect(header).toEqual(['Deal', '', 'Amount']);
  expect(rows).toMatchObject([
    { line: 6, cells: ['', '2', ''] },
    { line: 9, refusal: { code: 'wrong_column_count', reason: 'Cells in the row: 28; columns in the header: 3.' } },
  ]);
});

it.each<[string, string, string]>([
  ['a number', '<c><v>12650.5</v></c>', '12650.5'],
  ['a number whose binary fraction shows', '<c><v>0.10000000000000001</v></c>', '0.1'],
  ['a small number', '<c><v>1.2E-7</v></c>', '0.00000012'],
  ['a large number', '<c><v>1.5E+21</v></c>', '1500000000000000000000'],
  ['true', '<c t="b"><v>1</v></c>', 'true'],
  ['false', '<c t="b"><v>0</v></c>', 'false'],
  ['the value of a formula', '<c><f>A1*2</f><v>42</v></c>', '42'],
  ['the text of a formula', '<c t="str"><f>A1&amp;"x"</f><v>A &amp; x</v></c>', 'A & x'],
  ['an error', '<c t="e"><v>#DIV/0!</v></c>', '#DIV/0!'],
  ['a date of ISO 8601', '<c t="d"><v>2025-03-05T00:00:00.000Z</v></c>', '2025-03-05'],
  ['a time of ISO 8601', '<c t="d"><v>2025-03-05T14:30:00</v></c>', '2025-03-05T14:30:00'],
  ['an escaped line break', '<c t="inlineStr"><is><t>a_x000D_b</t></is></c>', 'a\rb'],
  ['other elements of a cell', '<c t="inlineStr"><is><t>서울전자</t></is><extLst/></c>', '서울전자'],
])('reads %s', async (_name, xml, text) => {
  expect(await readCell(xml)).toBe(text);
});

it.each<[string, string]>([
  ['<t>Plain</t>', 'Plain'],
  ['<r><t>Two </t></r><r><rPr><b/></rPr><t>runs</t></r>', 'Two runs'],
  ['<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>', '東京'],
])('reads the shared text %s', async (string, text) => {
  expect(await readCell('<c t="s"><v>1</v></c>', { sharedStrings: ['<t>0</t>', string] })).toBe(text);
});

it.each<[string, number | string, string, string]>([
  ['a date', 14, '45721', '2025-03-05'],
  ['a date and time', 22, '45721.604166666664', '2025-03-05T14:30:00'],
  ['a time', 'hh:mm', '0.60416666666666663', '14:30:00'],
  ['a date of an own format', 'dd\\.mm\\.yyyy;@', '45721', '2025-03-05'],
  ['a Korean date', 'yyyy&quot;년&quot; m&quot;월&quot; d&quot;일&quot;', '45721', '2025-03-05'],
  ['a date before the day that never was', 14, '59', '1900-02-28'],
  ['a date after it', 14, '61', '1900-03-01'],
  ['a number', '#,##0.00', '45721', '45721'],
  ['a number of days', '0 &quot;days&quot;', '12', '12'],
  ['a duration', '[h]:mm', '1.5', '1.5'],
  ['a date that is none', 14, '-1', '-1'],
])('reads %s by its format', async (_name, style, value, text) => {
  expect(await readCell(`<c s="1"><v>${value}</v></c>`, { styles: [0, style] })).toBe(text);
});

it('counts days from 1904 where the workbook does', async () => {
  const workbook = { styles: [0, 14], since1904: true };
  expect(await readCell('<c s="1"><v>44259</v></c>', workbook)).toBe('2025-03-05');
});

it('writes numbers with the decimal sign of the mapping', async () => {
  expect(await readCell('<c><v>234.567</v></c>', {}, { decimal: ',' })).toBe('234,567');
});

it.each([
  ['General', false],
  ['[Red]0.00', false],
  ['_-* #,##0.00\\ _€_-', false],
  ['[$-409]d\\-mmm\\-yy;@', true],
  ['[$-412]yyyy', true],
  ['h:mm AM/PM', true],
])('knows whether %s shows dates', (code, expected) => {
  expect(isDateFormat(code)).toBe(expected);
});

describe('sheets', () => {
  const sheets = {
    Cover: [] as TestCell[][],
    Deals: [['a'], ['1']] as TestCell[][],
    Notes: [['b'], ['2']] as TestCell[][],
    Secret: [['c']] as TestCell[][],
  };
  const workbook = makeWorkbook({ sheets, hidden: ['Secret'] });

  it('are read from the first that has rows, and the others are named', async () => {
    const { format, header } = await read(workbook);
    expect(format).toEqual({ kind: 'workbook', sheet: 'Deals', otherSheets: ['Notes'] });
    expect(header).toEqual(['a']);
  });

  it('are chosen by name', async () => {
    const { format, header } = await read(workbook, { sheet: 'Notes' });
    expect(format).toEqual({ kind: 'workbook', sheet: 'Notes', otherSheets: ['Deals'] });
    expect(header).toEqual(['b']);
  });

  it.each<[string, TableOptions, string, RegExp]>([
    [
      'of another name',
      { sheet: 'Deal' },
      'unknown_sheet',
      /no sheet "Deal"; its sheets are "Cover", "Deals", "Notes"\./,
    ],
    ['without rows', { sheet: 'Cover' }, 'no_header', /is empty/],
  ])('are refused %s', async (_name, options, code, message) => {
    const expected = { code, message: expect.stringMatching(message) as string };
    await expect(read(workbook, options)).rejects.toMatchObject(expected);
  });
});

describe('refuses', () => {
  const zip = (parts: Record<string, string>) =>
    Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))));
  const whole = makeWorkbook({ sheets: { A: [['a'], ['1']] } });
  const sheet = (xml: string) => makeWorkbook({ sheets: { A: `<row r="1"><c><v>1</v></c></row>${xml}` } });
  const many = (text: string, times: number) => text.repeat(times);

  it.each<[string, Buffer, string]>([
    ['a workbook of an old Excel', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'unsupported_workbook'],
    ['another ZIP file', zip({ 'a.txt': 'a' }), 'unsupported_workbook'],
    ['half a workbook', whole.subarray(0, whole.length / 2), 'unsupported_workbook'],
    ['a sheet that is cut off', sheet('<row r="2"><c>'), 'broken_workbook'],
    ['a text without end', sheet(`<row r="2"><c><v>${many('1', 5_000_000)}</v></c></row>`), 'workbook_too_large'],
    ['a row without end', sheet(`<row r="2">${many('<c><v>12345678</v></c>', 200_000)}`), 'workbook_too_large'],
    ['a cell without end', sheet(`<row r="2"><c>${many('<v>12345678</v>', 200_000)}`), 'workbook_too_large'],
    ['a cell far to the right', sheet('<row r="2"><c r="ZZZZZ2"><v>1</v></c></row>'), 'workbook_too_large'],
    ['elements without end', sheet(many('<a>', 1_000)), 'workbook_too_large'],
    [
      'a shared text without end',
      makeWorkbook({ sheets: { A: [['a']] }, sharedStrings: [many('<r><t>12345678</t></r>', 200_000)] }),
      'workbook_too_large',
    ],
    [
      'shared texts without end',
      makeWorkbook({ sheets: { A: [['a']] }, sharedStrings: Array<string>(300).fill(`<t>${many('x', 500_000)}</t>`) }),
      'workbook_too_large',
    ],
  ])('%s', async (_name, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ code });
  });
});

it('reports how much of the file was read', async () => {
  const rows = Array.from({ length: 20_000 }, (_, index): TestCell[] => [index, 'x']);
  const bytes = makeWorkbook({ sheets: { A: [['a', 'b'], ...rows] } });
  const read20k: number[] = [];
  await read(bytes, { onBytes: (count) => read20k.push(count) });
  expect(read20k).toEqual([...read20k].sort((one, other) => one - other));
  expect(read20k.at(-1)).toBe(bytes.length);
});
