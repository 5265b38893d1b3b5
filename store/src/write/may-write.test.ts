import { openTemporaryStore, rows } from '../embedded/testing/temporary-store';
import { mayWrite } from './may-write';
import { openMigratedStore } from './testing/migrated-store';

describe('whether a user may write', () => {
  it('is so for the writer and not for the reader', async () => {
    const store = await openMigratedStore();
    try {
      expect(await mayWrite(store.writer)).toBe(true);
      expect(await mayWrite(store.reader)).toBe(false);
      expect(await store.select('SELECT * FROM commits')).toEqual([]);
    } finally {
      await store.remove();
    }
  });

  it('leaves a database without a schema as it is', async () => {
    const { writer, ...temporary } = await openTemporaryStore();
    try {
      await expect(mayWrite(writer)).rejects.toMatchObject({ code: '60' });
      expect(await rows(writer, 'SELECT name FROM system.tables WHERE database = currentDatabase()')).toEqual([]);
    } finally {
      await temporary.remove();
    }
  });
});
