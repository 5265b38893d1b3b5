export { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';
export { BusyError, openLimiter, type Limiter, type Limits } from '../limiter';
export { createReadClient, type Connection, type ReadClient } from './connection';
export { STATEMENT_LIMITS, runQuery } from './run-query';
export { DEFAULT_READ_LIMITS, selectRows, type ReadLimits, type ReadOptions } from './select-rows';
export { serverVersion } from './server';
export { loadSettings } from './settings';
export { batchesBehind, waitForState } from './state-coverage';
