import type { ImportLog, SourceSummary } from '@saleshub/store/write';
import type { RecordStore } from '../records/take-snapshot';

/** What the service needs of the store, and is given: see `createService`. */
export {
  SourceBusyError,
  StoreRefusedError,
  WriterUnavailableError,
  isStoreAway,
  type ApiKey,
  type EventOrigin,
  type Import,
  type RejectedEvent,
  type RejectedFilter,
  type RejectedStore,
  type EventWriter,
  type KeyRight,
  type KeyStore,
  type CommitObserver,
  type Coverage,
  type Weight,
  type WriteVerdict,
} from '@saleshub/store/write';

/** What has come from each source. */
export interface SourceCatalogue {
  list: () => Promise<(SourceSummary & { primary: boolean })[]>;
}

export interface Readiness {
  /** Whether events can be taken now; the reasons are shown to anyone who asks. */
  check: () => Promise<{ ready: true } | { ready: false; reasons: string[] }>;
}

/** What is known of records, and what was imported. */
export interface RecordHub {
  store: RecordStore;
  imports: ImportLog;
  /** Removes the events of an import; gives how many they were. */
  remove: (importId: string) => Promise<number>;
  /** The business time zone. */
  timeZone: () => Promise<string>;
}
