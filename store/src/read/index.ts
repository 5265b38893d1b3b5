export { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';
export { createReadClient, type Connection, type ReadClient } from './connection';
export { BusyError, DEFAULT_QUEUE_LIMITS, openQueryQueue, type QueryQueue, type QueueLimits } from './query-queue';
export { DEFAULT_READ_LIMITS, runQuery, type ReadLimits } from './run-query';
export { serverVersion } from './server';
export { loadSettings } from './settings';
export { batchesBehind, waitForState } from './state-coverage';
