import { join } from 'node:path';
import iconv from 'iconv-lite';
import { withFolder } from '../../testing/with-folder';
import { readTable, type TableOptions } from './read-table';

const read = (bytes: Buffer | string, options: Partial<TableOptions> = {}) =>
  withFolder({ 'table.csv': bytes }, async (folder) => {
    const { format, rows } = await readTable(join(folder, 'table.csv'), { delimiter: ',', ...options });
    const cells: string[][] = [];
    for await (const row of rows) cells.push(row.cells);
    return { format, cells };
  });

describe('encodings', () => {
  const TABLE = 'Id,Account\r\nK1,서울전자\r\nK2,한국상사\r\n';
  const CELLS = [
    ['Id', 'Account'],
    ['K1', '서울전자'],
    ['K2', '한국상사'],
  ];

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'cp949'] as const)('reads %s and says so', async (encoding) => {
    const { format, cells } = await read(iconv.encode(TABLE, encoding));
    expect(format.encoding).toBe(encoding);
    expect(cells).toEqual(CELLS);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('leaves out the byte order mark of %s', async (encoding) => {
    const { cells } = await read(iconv.encode(`\ufeff${TABLE}`, encoding));
    expect(cells).toEqual(CELLS);
  });

  it.each(['utf-8', 'utf-16le', 'cp949', 'gb18030'] as const)(
    'reads characters of %s that are cut between two pieces of the file',
    async (encoding) => {
      const table = Array.from({ length: 30_000 }, (_, index) => `${index},서울전자\n`).join('');
      const { cells } = await read(iconv.encode(table, encoding), { encoding });
      expect(cells).toHaveLength(30_000);
      expect(new Set(cells.map(([, account]) => account))).toEqual(new Set(['서울전자']));
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
    expect((await read('a\n\ufffd\n')).cells).toEqual([['a'], ['\ufffd']]);
  });
});
