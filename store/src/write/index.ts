export { KEY_RIGHTS, createKey, listKeys, revokeKey, type ApiKey, type KeyRight, type ListedApiKey } from './api-keys';
export { createKeyStore, type KeyStore } from './key-store';
export {
  DEFAULT_COMMIT_LIMITS,
  SourceBusyError,
  WriterUnavailableError,
  type CommitLimits,
} from './commit/group-commit';
export {
  startEventWriter,
  type EventOrigin,
  type EventWriter,
  type EventWriterOptions,
  type WriteVerdict,
} from './event-writer';
export { countErased, eraseSubject, type EraseReport } from './removal/erase';
export type { Occurrence } from './removal/find-occurrences';
export { applyRetention, type Retention } from './removal/retention';
export type { Subject } from './removal/subject';
export { createDatabase, migrate, readSchemaVersion, type MigrationReport } from './schema/migrate';
export { SCHEMA_VERSION } from './schema/migrations';
export { isRejectionId, newRejectionId } from './rejected/rejection-id';
export type { KeptRejectedEvent, RejectedEvent, RejectedFilter } from './rejected/rejected-event';
export { setRejectedDays } from './rejected/rejected-days';
export { startRejectedStore, type RejectedStore } from './rejected/rejected-store';
export { mayWrite } from './may-write';
export { readSources, type SourceSummary } from './sources';
export { setFsync } from './power-loss';
export { loadContactFingerprint, saveContactFingerprint } from './contact-fingerprint';
export { saveSettings } from './settings';
export { rebuildState, type RebuildOptions } from './state/rebuild';
export {
  BULK_GATHER_MILLISECONDS,
  deriveOutstanding,
  startStateKeeper,
  type StateKeeper,
  type StateKeeperOptions,
} from './state/state-keeper';
export { StoreError, type StoreErrorCode } from './store-error';
export { createWriteClient } from './connection';
