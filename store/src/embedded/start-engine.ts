import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { THREAD_POOL_SIZE } from './engine';
import { startedMessage, type StartedMessage, type StartMessage } from './engine-messages';
import { EmbeddedStoreError } from './errors';

/** Loading the engine takes 0.3 s; a directory of many parts some seconds more. */
const START_MILLISECONDS = 60_000;
/** The log starts afresh above this size. */
const MAX_LOG_BYTES = 4 * 2 ** 20;

/**
 * Starts an engine's process, which lives on when this one ends.
 *
 * @returns `ready`, or why not
 * @throws EmbeddedStoreError `engine_start_failed` when the process cannot be started at all
 */
export function startEngine(message: StartMessage): Promise<StartedMessage> {
  const log = openLog(message.dataDirectory);
  const child = spawn(process.execPath, [processEntry()], {
    cwd: message.dataDirectory,
    // A session of its own: Ctrl-C in the terminal is for the holders, which end first.
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', TZ: 'UTC', UV_THREADPOOL_SIZE: String(THREAD_POOL_SIZE) },
  });
  closeSync(log);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      finish(`it was not ready after ${START_MILLISECONDS / 1000} s`);
    }, START_MILLISECONDS);
    const finish = (outcome: StartedMessage | string): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      // Late failures of the channel concern nobody.
      child.on('error', () => undefined);
      if (child.connected) child.disconnect();
      child.unref();
      resolve(
        typeof outcome === 'string' ? { kind: 'failed', code: 'engine_start_failed', message: outcome } : outcome,
      );
    };
    child.once('error', (error) => finish(error.message));
    child.once('exit', (code, signal) => finish(`its process ended with ${signal ?? `code ${code}`}`));
    child.once('message', (answer) => finish(startedMessage.parse(answer)));
    child.send(message);
  });
}

/** The compiled entry of the process: beside this file in the build, in the build's folder for the sources. */
function processEntry(): string {
  const name = 'engine-process.js';
  const found = [join(__dirname, name), join(__dirname, '../../dist/embedded', name)].find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new EmbeddedStoreError('engine_start_failed', `The build is missing (${name}): run "npm run build" first.`);
}

function openLog(dataDirectory: string): number {
  const path = join(dataDirectory, 'engine.log');
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return openSync(path, size > MAX_LOG_BYTES ? 'w' : 'a', 0o600);
}
