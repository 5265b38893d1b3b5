import { CommanderError } from 'commander';
import { AnswerError, ClickHouseError } from '@saleshub/store/read';
import { QueryError } from '@saleshub/model';
import { EmbeddedStoreError } from '@saleshub/store/embedded';
import { SourceBusyError, StoreError, StoreRefusedError, WriterUnavailableError } from '@saleshub/store/write';
import { ConfigurationError } from '../app/configuration';
import { terminalLine } from '../app/terminal-line';
import { ImportError } from '../import';
import { SnapshotError } from '../records/snapshot-error';
import { UndoError } from '../records/undo-import';
import { ContactSecretError } from '../intake/privacy/contact-secrets';
import { YamlError } from '../yaml/yaml-error';

/** Something that the user of the command line can put right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Codes of an import that fails because file, mapping and look-up files do not go together, whatever the rows say. */
const WRONG_ARGUMENTS: ReadonlySet<ImportError['code']> = new Set([
  'not_found',
  'not_readable',
  'unknown_column',
  'lookup_not_found',
  'unknown_encoding',
  'not_recognised',
  'ambiguous_dates',
  'unknown_dates',
  'ambiguous_numbers',
  'unknown_sheet',
  'unsupported_workbook',
]);

/** 2: the command, a setting or the query is wrong; 1: something failed; 0: only help was asked for. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ImportError) return WRONG_ARGUMENTS.has(error.code) ? 2 : 1;
  const wrong = [QueryError, UsageError, ConfigurationError, ContactSecretError, YamlError];
  return wrong.some((type) => error instanceof type) ? 2 : 1;
}

/** The stable code, the place, and what to do; no SQL, no stack trace, and no control characters of a sender. */
export function describeFailure(error: unknown): string {
  return messageOf(error).split('\n').map(terminalLine).join('\n');
}

function messageOf(error: unknown): string {
  if (error instanceof QueryError) {
    return `${error.code}${error.path ? ` (${error.path})` : ''}: ${error.message}`;
  }
  if (
    error instanceof UsageError ||
    error instanceof ConfigurationError ||
    error instanceof YamlError ||
    error instanceof ContactSecretError ||
    error instanceof ImportError ||
    error instanceof SnapshotError ||
    error instanceof UndoError ||
    error instanceof StoreError ||
    error instanceof StoreRefusedError ||
    error instanceof SourceBusyError ||
    error instanceof WriterUnavailableError ||
    error instanceof EmbeddedStoreError ||
    error instanceof AnswerError
  ) {
    return `${error.code}: ${error.message}`;
  }
  if (error instanceof ClickHouseError) {
    return `store_refused: ClickHouse answered with error ${error.code}${error.type ? ` (${error.type})` : ''}. saleshub doctor looks into it.`;
  }
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'EADDRINUSE') return 'port_in_use: The port is in use; choose another with --port or SALESHUB_PORT.';
  if (typeof code === 'string' && /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOST)/.test(code)) {
    return `store_unreachable: ClickHouse cannot be reached (${code}); see CLICKHOUSE_URL, or saleshub doctor.`;
  }
  return `failed: ${error instanceof Error ? error.message : String(error)}`;
}
