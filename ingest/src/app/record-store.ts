import type { ClickHouseClient } from '@saleshub/store/read';
import {
  deriveOutstanding,
  hasRecords,
  listRecordIds,
  readStoredRecords,
  type StoreWriter,
} from '@saleshub/store/write';
import type { RecordStore } from '../records/take-snapshot';

/** What the store knows of records: also what other processes have stored and have not derived yet. */
export function recordStoreOf(client: ClickHouseClient, writer: Pick<StoreWriter, 'settle'>): RecordStore {
  return {
    settle: async () => {
      await writer.settle();
      await deriveOutstanding(client);
    },
    hasAny: (scope) => hasRecords(client, scope),
    read: (scope, ids) => readStoredRecords(client, scope, ids),
    listIds: (scope) => listRecordIds(client, scope),
  };
}
