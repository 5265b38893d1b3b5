import { ClickHouseError } from '@clickhouse/client';
import { ZodError } from 'zod';

/**
 * What a failure of the store says about trying again.
 * - transient: the store is away, busy or slow; the same statement may succeed later.
 * - rows: the store refuses these rows; others may be stored.
 * - store: the store refuses every row until somebody changes its set-up.
 */
export type FailureKind = 'transient' | 'rows' | 'store';

/** ClickHouse's numbers of errors that pass: https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp */
const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  '3', // UNEXPECTED_END_OF_FILE, a request that broke off
  '32', // ATTEMPT_TO_READ_AFTER_EOF
  '159', // TIMEOUT_EXCEEDED
  '160', // TOO_SLOW
  '198', // DNS_ERROR
  '201', // QUOTA_EXCEEDED
  '202', // TOO_MANY_SIMULTANEOUS_QUERIES
  '203', // NO_FREE_CONNECTION
  '209', // SOCKET_TIMEOUT
  '210', // NETWORK_ERROR
  '225', // NO_ZOOKEEPER
  '236', // ABORTED, the server is shutting down
  '241', // MEMORY_LIMIT_EXCEEDED
  '242', // TABLE_IS_READ_ONLY, a replica that has lost its keeper
  '252', // TOO_MANY_PARTS
  '279', // ALL_CONNECTION_TRIES_FAILED
  '285', // TOO_FEW_LIVE_REPLICAS
  '286', // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
  '319', // UNKNOWN_STATUS_OF_INSERT
  '394', // QUERY_WAS_CANCELLED
  '425', // SYSTEM_ERROR
  '439', // CANNOT_SCHEDULE_TASK
  '499', // S3_ERROR
  '745', // SERVER_OVERLOADED
  '999', // KEEPER_EXCEPTION
]);

/** ClickHouse's numbers of errors that concern the set-up of the store, and so every row. */
const STORE_CODES: ReadonlySet<string> = new Set([
  '16', // NO_SUCH_COLUMN_IN_TABLE
  '47', // UNKNOWN_IDENTIFIER
  '60', // UNKNOWN_TABLE
  '62', // SYNTAX_ERROR
  '81', // UNKNOWN_DATABASE
  '115', // UNKNOWN_SETTING
  '164', // READONLY
  '192', // UNKNOWN_USER
  '193', // WRONG_PASSWORD
  '194', // REQUIRED_PASSWORD
  '291', // DATABASE_ACCESS_DENIED
  '452', // SETTING_CONSTRAINT_VIOLATION
  '497', // ACCESS_DENIED
  '516', // AUTHENTICATION_FAILED
]);

/** Separates failures of the connection, which pass, from what the store refuses. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof ClickHouseError) {
    if (isDiskFull(error)) return 'transient';
    if (TRANSIENT_CODES.has(error.code)) return 'transient';
    return STORE_CODES.has(error.code) ? 'store' : 'rows';
  }
  const isProgramError = [TypeError, RangeError, ReferenceError, ZodError].some((type) => error instanceof type);
  return isProgramError ? 'store' : 'transient';
}

/** What the system says of a connection that cannot be made, or breaks. */
const CONNECTION_CODES: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Whether certainly the store is what failed, for a passing reason: it is away, busy or slow. */
export function isStoreAway(error: unknown): boolean {
  if (error instanceof ClickHouseError) return failureKind(error) === 'transient';
  return error instanceof Error && 'code' in error && CONNECTION_CODES.has(error.code);
}

const NOT_ENOUGH_SPACE = '243';

/** Whether the store has no room left: a failure that passes, but hardly while somebody waits for an answer. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof ClickHouseError)) return false;
  // Where the room runs out in the middle of a file, the number says no more than that writing it has failed.
  return error.code === NOT_ENOUGH_SPACE || error.message.includes('No space left on device');
}

/** An error as it may be logged: ClickHouse's number or the system's code, and the message; no stack trace. */
export interface DescribedError {
  code: string;
  message: string;
}

export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { code: 'unknown', message: String(error) };
  const { code } = error as { code?: unknown };
  return { code: typeof code === 'string' ? code : error.name, message: error.message };
}
