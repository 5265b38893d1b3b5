export { importTable, type ImportOptions, type ImportProgress } from './import-table';
export { type WriteEvents } from './batch';
export { type ImportReport, type RefusedGroup, type WriteOutcome } from './import-report';
export { ImportError, type ImportErrorCode } from './import-error';
export { loadMapping, type Mapping } from './load-mapping';
export { MappingError, type MappingErrorCode } from './mapping-error';
export { type RefusalCode } from './refusal';
