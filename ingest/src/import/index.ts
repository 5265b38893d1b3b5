export { type WriteEvents } from './batch';
export { ImportError } from './import-error';
export { type ImportReport } from './import-report';
export { importTable, type ImportOptions } from './import-table';
export { type RefusedGroup } from './refusal-counts';
export { type CheckEvents } from './reused-ids';
export { markCell } from './spreadsheet-cell';
export { loadMapping } from './load-mapping';
export { MappingError } from './mapping-error';
