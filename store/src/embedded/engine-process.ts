import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { writeAccessRights } from './access-rights';
import { openEngine, type Engine } from './engine';
import { startMessage, type StartedMessage, type StartMessage } from './engine-messages';
import { removeEngineRecord, writeEngineRecord } from './engine-record';
import { EmbeddedStoreError, messageOf } from './errors';
import { createHttpInterface, type HttpInterface } from './http-interface';
import { openLeases, type Leases } from './leases';
import { logToStandardError as log } from './log';
import { openSpool, type Spool } from './spool';

/** How long a stop waits: for holders that end at the same time as the engine has to, and then for running queries. */
const HOLDERS_END_MILLISECONDS = 10_000;
const QUERIES_END_MILLISECONDS = 30_000;

interface Running {
  dataDirectory: string;
  engine: Engine;
  spool: Spool;
  http: HttpInterface;
  leases: Leases;
}

/** Starts the engine of a data directory and serves it until nobody holds it or it is asked to end. */
async function runEngine(start: StartMessage): Promise<void> {
  const { dataDirectory, database, passwords } = start;
  const data = join(dataDirectory, 'clickhouse');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  // From here on the data directory is ours: the engine locks it against any other process.
  const rights = writeAccessRights(join(dataDirectory, 'access'), { data, database });
  const engine = await openEngine(data, rights);
  const spool = openSpool();
  let stopping = false;
  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    log('info', 'engine_stopping', { reason });
    void stopEngine({ dataDirectory, engine, spool, http, leases });
  };
  const leases = openLeases(start.graceMilliseconds, () => stop('nobody_holds_it'));
  const http = createHttpInterface({ engine, spool, passwords, leases, isStopping: () => stopping, log });
  const port = await listen(http.server, start);
  writeEngineRecord(dataDirectory, { pid: process.pid, port, passwords, startedAt: new Date().toISOString() });
  stopOnSignal(leases, stop);
  log('info', 'engine_ready', { pid: process.pid, port, version: engine.version });
}

async function stopEngine({ dataDirectory, engine, spool, http, leases }: Running): Promise<void> {
  // First, so that whoever comes now starts the next engine instead of joining this one.
  removeEngineRecord(dataDirectory);
  setTimeout(() => {
    log('error', 'engine_stopped', { reason: 'queries_did_not_end' });
    spool.remove();
    process.exit(1);
  }, QUERIES_END_MILLISECONDS).unref();
  http.server.close();
  await http.idle();
  leases.end();
  http.server.closeIdleConnections();
  await engine.close();
  spool.remove();
  log('info', 'engine_stopped');
  process.exit(0);
}

/**
 * A signal often goes to all processes at once (a service manager's stop): the holders then still write what they have
 * taken on, so the engine ends behind them. A second signal ends it at once.
 */
function stopOnSignal(leases: Leases, stop: (reason: string) => void): void {
  const onSignal = (signal: NodeJS.Signals): void => {
    log('info', 'signal_received', { signal, holders: leases.count });
    if (leases.count === 0) stop(signal);
    else setTimeout(() => stop(signal), HOLDERS_END_MILLISECONDS);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      onSignal(signal);
      process.once(signal, () => stop(signal));
    });
  }
}

async function listen(server: Server, { port, mayMove }: StartMessage): Promise<number> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    if (!mayMove || port === 0) throw error;
    log('warn', 'port_taken', { port });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  return (server.address() as AddressInfo).port;
}

async function answerParent(message: unknown): Promise<StartedMessage> {
  try {
    await runEngine(startMessage.parse(message));
    return { kind: 'ready' };
  } catch (error) {
    const code = error instanceof EmbeddedStoreError ? error.code : 'engine_start_failed';
    log('error', 'engine_start_failed', { code, message: messageOf(error) });
    return { kind: 'failed', code, message: messageOf(error) };
  }
}

// A parent that ends before it has said what to start leaves nothing to do.
const onOrphaned = (): never => process.exit(1);
process.once('disconnect', onOrphaned);
process.once('message', (message) => {
  process.off('disconnect', onOrphaned);
  void answerParent(message).then((answer) => {
    const end = (): void => (answer.kind === 'ready' ? undefined : process.exit(1));
    if (process.send && process.connected) process.send(answer, undefined, undefined, end);
    else end();
  });
});
