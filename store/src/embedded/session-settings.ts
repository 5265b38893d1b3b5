import { totalmem } from 'node:os';
import type { Role } from './access-rights';
import { quoteName, quoteText } from './quote';
import { SYSTEM, noAccess } from './reader-guard';
import { ServerError } from './server-error';

const MIB = 2 ** 20;
/** What the reader may be sent, in bytes of the answer. */
export const READER_RESULT_BYTES = 64 * MIB;
const QUERY_MEMORY = Math.min(4096 * MIB, Math.floor(totalmem() / 2));

/** Seconds, bytes, rows and bytes. A query cannot be killed in the embedded engine: these limits are what ends it. */
const READER_LIMITS: ReadonlyMap<string, { usual: number; most: number }> = new Map([
  ['max_execution_time', { usual: 60, most: 300 }],
  ['max_memory_usage', { usual: QUERY_MEMORY, most: QUERY_MEMORY }],
  ['max_result_rows', { usual: 1_000_000, most: 1_000_000 }],
  ['max_result_bytes', { usual: READER_RESULT_BYTES, most: READER_RESULT_BYTES }],
]);

/** A rebuild of the derived tables is the writer's longest statement. */
const WRITER_DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['max_execution_time', '1800'],
  ['max_memory_usage', String(QUERY_MEMORY)],
]);

/** Settings the reader may send beside the limits: they shape an answer, and reach nothing else. */
const READER_SETTINGS: ReadonlySet<string> = new Set([
  ...['aggregate_functions_null_for_empty', 'cast_keep_nullable', 'date_time_output_format', 'extremes', 'final'],
  ...['group_by_use_nulls', 'join_use_nulls', 'limit', 'log_comment', 'max_block_size', 'max_bytes_to_read'],
  ...['max_rows_to_group_by', 'max_rows_to_read', 'max_threads', 'offset', 'optimize_read_in_order'],
  ...['output_format_decimal_trailing_zeros', 'output_format_write_statistics', 'prefer_column_name_to_alias'],
  ...['result_overflow_mode', 'session_timezone', 'transform_null_in', 'union_default_mode'],
  ...['do_not_merge_across_partitions_select_final', 'max_bytes_before_external_group_by'],
  'max_bytes_before_external_sort',
]);
const READER_SETTING_PREFIX = 'output_format_json_';

/** URL parameters that are HTTP's own; the engine behind knows none of them. */
const HTTP_ONLY: ReadonlySet<string> = new Set([
  ...['query', 'query_id', 'database', 'default_format', 'user', 'password', 'quota_key', 'stacktrace', 'buffer_size'],
  ...['wait_end_of_query', 'http_wait_end_of_query', 'send_progress_in_http_headers', 'http_response_buffer_size'],
  ...['http_headers_progress_interval_ms', 'enable_http_compression', 'http_zlib_compression_level', 'compress'],
  ...['decompress', 'http_write_exception_in_output_format', 'cancel_http_readonly_queries_on_client_close'],
  ...['session_timeout', 'session_check', 'http_native_compression_disable_checksumming_on_decompress'],
  ...['add_http_cors_header', 'http_response_headers', 'http_send_timeout', 'http_receive_timeout'],
]);

const UNSUPPORTED: ReadonlyMap<string, string> = new Map([
  ['session_id', 'Sessions are not supported by the embedded ClickHouse: every request is its own.'],
  ['role', 'Roles are not supported by the embedded ClickHouse.'],
  // Another dialect would be read by other rules than the checks before it.
  ['dialect', 'The embedded ClickHouse speaks its own dialect only.'],
]);

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The SQL that gives a fresh session the request's database, settings, query parameters and, for the reader, his limits
 * and rights. It stands before the client's statement and ends in a line break.
 *
 * @throws ServerError for a setting that is unknown by its form, unsupported here, or not the reader's to set
 */
export function sessionPrelude(role: Role, parameters: URLSearchParams): string {
  const assignments = new Map<string, string>(role === 'writer' ? WRITER_DEFAULTS : usualLimits());
  for (const [name, value] of parameters) {
    const refusal = UNSUPPORTED.get(name);
    if (refusal !== undefined) throw new ServerError(48, 'NOT_IMPLEMENTED', refusal, 400);
    if (HTTP_ONLY.has(name) || name === '') continue;
    if (!NAME.test(name)) throw new ServerError(115, 'UNKNOWN_SETTING', `Unknown setting ${JSON.stringify(name)}.`);
    // Values of query parameters arrive escaped as in a TSV file, and the engine takes them so: quote, never unescape.
    if (name.startsWith('param_') || role === 'writer') assignments.set(name, value);
    else setForReader(assignments, name, value);
  }
  const database = parameters.get('database');
  if (role === 'reader' && database === SYSTEM) throw noAccess(`the database ${SYSTEM}`);
  const set = [...assignments].map(([name, value]) => `${name} = ${quoteText(value)}`).join(', ');
  return [
    ...(database ? [`USE ${quoteName(database)}`] : []),
    `SET ${set}`,
    ...(role === 'reader' ? ['SET ROLE reader', 'SET readonly = 1'] : []),
  ]
    .map((statement) => `${statement};\n`)
    .join('');
}

function usualLimits(): Array<[string, string]> {
  return [...READER_LIMITS].map(([name, { usual }]) => [name, String(usual)]);
}

function setForReader(assignments: Map<string, string>, name: string, value: string): void {
  const limit = READER_LIMITS.get(name);
  if (limit) {
    const wanted = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
    if (Number.isNaN(wanted)) throw new ServerError(27, 'CANNOT_PARSE_INPUT_ASSERTION_FAILED', `${name}: no number.`);
    // Zero means no limit to ClickHouse.
    assignments.set(name, String(wanted === 0 ? limit.most : Math.min(wanted, limit.most)));
  } else if (READER_SETTINGS.has(name) || name.startsWith(READER_SETTING_PREFIX)) assignments.set(name, value);
  else if (name !== 'readonly') {
    throw new ServerError(164, 'READONLY', `Cannot modify '${name}' setting in readonly mode.`);
  }
}
