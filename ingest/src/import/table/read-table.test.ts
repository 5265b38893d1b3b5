import { join } from 'node:path';
import iconv from 'iconv-lite';
import { withFolder } from '../../testing/with-folder';
import { readTable, type TableOptions } from './read-table';
import type { TableRow } from './table-row';

const read = (bytes: Buffer | string, options: TableOptions = {}) =>
  withFolder({ 'table.csv': bytes }, async (folder) => {
    const { rows, ...table } = await readTable(join(folder, 'table.csv'), options);
    const all: TableRow[] = [];
    for await (const row of rows) all.push(row);
    return { ...table, rows: all };
  });

describe('encodings', () => {
  const TABLE = 'Id,Account\r\nK1,서울전자\r\nK2,한국상사\r\n';
  it.each(['utf-8', 'utf-16le', 'utf-16be', 'cp949'] as const)('reads %s and says so', async (encoding) => {
    const { format, rows } = await read(iconv.encode(TABLE, encoding));
    expect(format).toMatchObject({ kind: 'delimited', encoding });
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['K1', '서울전자'],
      ['K2', '한국상사'],
    ]);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('leaves out the byte order mark of %s', async (encoding) => {
    const { header } = await read(iconv.encode(`\ufeff${TABLE}`, encoding));
    expect(header).toEqual(['Id', 'Account']);
  });

  it.each(['utf-8', 'utf-16le', 'cp949', 'gb18030'] as const)(
    'reads characters of %s that are cut between two pieces of the file',
    async (encoding) => {
      const table = Array.from({ length: 30_000 }, (_, index) => `${index},서울전자\n`).join('');
      const { rows } = await read(iconv.encode(table, encoding), { encoding });
      expect(rows).toHaveLength(29_999);
      expect(new Set(rows.map(({ cells }) => cells[1]))).toEqual(new Set(['서울전자']));
    },
  );

  it.each<[string, TableOptions['encoding'], Buffer, number]>([
    ['UTF-8', 'utf-8', Buffer.from('a,b\n1,2\n3,\xff\n', 'latin1'), 3],
    ['UTF-8, half a character at the end', 'utf-8', Buffer.from('a,b\n1,\xc3', 'latin1'), 2],
    ['UTF-8, far into the file', 'utf-8', Buffer.from(`a,b\n${'1,2\n'.repeat(50_000)}3,\xff\n`, 'latin1'), 50_002],
    ['cp949', 'cp949', Buffer.concat([iconv.encode(TABLE, 'cp949'), Buffer.from('K3,\xff\xff\r\n', 'latin1')]), 4],
    ['cp949, half a character at the end', 'cp949', Buffer.from('a,b\n1,\xbc', 'latin1'), 2],
    ['windows-1252', 'windows-1252', Buffer.from('a\n\x81\n', 'latin1'), 2],
    ['UTF-16', 'utf-16le', Buffer.from('\ufeffa\n\ud800\n', 'utf16le'), 2],
  ])('refuses bytes that are not %s and names their line', async (_name, encoding, bytes, line) => {
    const message = expect.stringContaining(`line ${line} has bytes that are not ${encoding}.`) as string;
    await expect(read(bytes, { encoding })).rejects.toMatchObject({ code: 'invalid_bytes', message });
  });

  it('keeps a replacement character that the file has', async () => {
    expect((await read('a\n\ufffd\n')).rows).toMatchObject([{ cells: ['\ufffd'] }]);
  });
});

describe('delimited values', () => {
  const rows = async (text: string, options?: TableOptions) => {
    const table = await read(text, options);
    return [table.header, ...table.rows.map(({ cells }) => cells)];
  };

  it.each<[string, string, string[][]]>([
    [
      'commas',
      'a,b\n1,2;3\n',
      [
        ['a', 'b'],
        ['1', '2;3'],
      ],
    ],
    [
      'semicolons, with decimal commas',
      'a;b\n1;2,5\n3;4,5\n',
      [
        ['a', 'b'],
        ['1', '2,5'],
        ['3', '4,5'],
      ],
    ],
    [
      'tabs',
      'a\tb, c\n1\t2\n',
      [
        ['a', 'b, c'],
        ['1', '2'],
      ],
    ],
    [
      'pipes',
      'a|b\n1|2,5\n',
      [
        ['a', 'b'],
        ['1', '2,5'],
      ],
    ],
    [
      'semicolons, with commas in quotes',
      '"a,x";"b,y"\n"1,2";3\n',
      [
        ['a,x', 'b,y'],
        ['1,2', '3'],
      ],
    ],
    [
      'semicolons, with a comma in every row',
      'a;b, c;d\n1;2, 3;4\n',
      [
        ['a', 'b, c', 'd'],
        ['1', '2, 3', '4'],
      ],
    ],
    [
      'semicolons, with more commas in the header',
      'a, x, y;b\n1;2\n3;4\n',
      [
        ['a, x, y', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'commas, though a row has broken quotes',
      'a,b\n1,5" x\n2,y\n',
      [
        ['a', 'b'],
        ['1', '5" x'],
        ['2', 'y'],
      ],
    ],
    ['one column', 'a\n1;2\n', [['a'], ['1;2']]],
    [
      'a first line sep=',
      'sep=;\na;b,c\n1;2\n',
      [
        ['a', 'b,c'],
        ['1', '2'],
      ],
    ],
    [
      'a first line sep= in quotes',
      '"sep=|"\r\na|b\r\n1|2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CR alone',
      'a,b\r1,"x\ry"\r2,z',
      [
        ['a', 'b'],
        ['1', 'x\ry'],
        ['2', 'z'],
      ],
    ],
    [
      'CRLF and no end',
      'a,b\r\n1,"2"\r\n3,4',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'a CR within a cell',
      'a,b\n1,x\ry\n',
      [
        ['a', 'b'],
        ['1', 'x\ry'],
      ],
    ],
    [
      'empty rows',
      '\n,\na,b\n\n , \n1,2\n"",\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'missing cells at the end',
      'a,b,c\n1\n2,3\n',
      [
        ['a', 'b', 'c'],
        ['1', '', ''],
        ['2', '3', ''],
      ],
    ],
  ])('reads %s', async (_name, text, expected) => {
    expect(await rows(text)).toEqual(expected);
  });

  it('takes the delimiter that is given before what the file says', async () => {
    expect(await rows('sep=;\na,b;c\n', { delimiter: ',' })).toEqual([['a', 'b;c']]);
  });

  it.each<[string, string, [number, string][]]>([
    [
      'a quote within a cell',
      'a,b\n1,5" pipe\n2,x\n',
      [
        [2, 'broken_quotes'],
        [3, '2|x'],
      ],
    ],
    [
      'text after a quote',
      'a,b\n1,"x"y\n2,x\n',
      [
        [2, 'broken_quotes'],
        [3, '2|x'],
      ],
    ],
    [
      'an open quote',
      'a,b\n1,"x\n2,x\n3,y\n',
      [
        [2, 'broken_quotes'],
        [3, '2|x'],
        [4, '3|y'],
      ],
    ],
    [
      'an open quote before another row with quotes',
      'a,b\n1,"x\n2,"y"\n',
      [
        [2, 'broken_quotes'],
        [3, '2|y'],
      ],
    ],
    [
      'an open quote at the end',
      'a,b\n1,x\n2,"',
      [
        [2, '1|x'],
        [3, 'broken_quotes'],
      ],
    ],
    [
      'more cells than columns',
      'a,b\n1,2,3\n4,5\n',
      [
        [2, 'wrong_column_count'],
        [3, '4|5'],
      ],
    ],
    [
      'rows of several lines before',
      'a,b\n1,"x\r\ny\n"\n2,"z\n3,4\n',
      [
        [2, '1|x\r\ny\n'],
        [5, 'broken_quotes'],
        [6, '3|4'],
      ],
    ],
  ])('refuses only the row with %s', async (_name, text, expected) => {
    const table = await read(text);
    expect(table.rows.map(({ line, cells, refusal }) => [line, refusal?.code ?? cells.join('|')])).toEqual(expected);
  });

  it('refuses a row with an open quote that no row closes, though the rest of the table is large', async () => {
    const table = await read(`a,b\n0,"x\n${'1,y\n'.repeat(400_000)}`);
    expect(table.rows).toHaveLength(400_001);
    expect(table.rows.filter(({ refusal }) => refusal)).toMatchObject([{ line: 2, cells: ['0', '"x'] }]);
    expect(table.rows.at(-1)).toEqual({ line: 400_002, cells: ['1', 'y'] });
  });

  it('reads rows the same wherever the file is cut into pieces', async () => {
    const row = (index: number) => [`${index}`, `${'x'.repeat(index % 7)}"\r\n,`, 'z'];
    const table = Array.from({ length: 20_000 }, (_, index) => `${index},"${'x'.repeat(index % 7)}""\r\n,","z"\r\n`);
    const { rows: read20k } = await read(`a,b,c\r\n${table.join('')}`);
    expect(read20k.map(({ cells }) => cells)).toEqual(table.map((_, index) => row(index)));
  });
});
