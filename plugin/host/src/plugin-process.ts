import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import {
  MAGIC_COOKIE,
  PROTOCOL_VERSION,
  PROTOCOL_VERSIONS_VARIABLE,
  parseHandshake,
  type Handshake,
} from '@saleshub/plugin-protocol';

/** A line of the plugin's log; what is not JSON is given as a message of level `unknown`. */
export interface PluginLogEntry {
  level: string;
  message: string;
  [field: string]: unknown;
}

export interface PluginExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export type PluginStartErrorCode = 'not_started' | 'ended' | 'silent' | 'handshake_unknown';

/** A plugin that does not serve. */
export class PluginStartError extends Error {
  override readonly name = 'PluginStartError';

  constructor(
    readonly code: PluginStartErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** A process that has said where it listens. */
export interface PluginProcess {
  handshake: Handshake;
  /** From its start to its handshake. */
  startMilliseconds: number;
  pid: number;
  exited: Promise<PluginExit>;
  /** Lines on stdout after the handshake; there should be none. */
  strayOutput: string[];
  kill: (signal: NodeJS.Signals) => void;
}

const HANDSHAKE_MILLISECONDS = 10_000;
const KEPT_LOG_LINES = 20;

/**
 * Starts a plugin as Grafana does: with nothing in its environment but the cookie and the protocol's version.
 * @throws PluginStartError
 */
export async function startProcess(
  [program, ...parameters]: readonly [string, ...string[]],
  environment: Record<string, string>,
  onLog: (entry: PluginLogEntry) => void,
): Promise<PluginProcess> {
  const began = performance.now();
  const child = spawn(program, parameters, {
    env: {
      [MAGIC_COOKIE.name]: MAGIC_COOKIE.value,
      [PROTOCOL_VERSIONS_VARIABLE]: String(PROTOCOL_VERSION),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<PluginExit>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const said = readLog(child.stderr, onLog);
  const strayOutput: string[] = [];
  try {
    const line = await firstLine(child, exited, strayOutput);
    const handshake = parse(line);
    return {
      handshake,
      startMilliseconds: performance.now() - began,
      pid: child.pid ?? 0,
      exited,
      strayOutput,
      kill: (signal) => child.kill(signal),
    };
  } catch (error) {
    child.kill('SIGKILL');
    if (!(error instanceof PluginStartError)) throw error;
    throw new PluginStartError(error.code, [error.message, ...said].join('\n'));
  }
}

function parse(line: string): Handshake {
  try {
    return parseHandshake(line);
  } catch (error) {
    throw new PluginStartError('handshake_unknown', String(error));
  }
}

function firstLine(
  child: ChildProcessByStdio<null, Readable, Readable>,
  exited: Promise<PluginExit>,
  stray: string[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.once('line', (line) => {
      resolve(line);
      lines.on('line', (further) => stray.push(further));
    });
    child.once('error', ({ message }) => reject(new PluginStartError('not_started', message)));
    const timer = setTimeout(() => {
      reject(new PluginStartError('silent', `No handshake within ${HANDSHAKE_MILLISECONDS / 1000} s.`));
    }, HANDSHAKE_MILLISECONDS);
    void exited.then(({ code, signal }) => {
      clearTimeout(timer);
      reject(new PluginStartError('ended', `The plugin ended with ${signal ?? `code ${code}`} before its handshake.`));
    });
  });
}

/** Hands log lines on and keeps the last ones, for the error when the plugin does not start. */
function readLog(stream: Readable, onLog: (entry: PluginLogEntry) => void): string[] {
  const kept: string[] = [];
  createInterface({ input: stream }).on('line', (line) => {
    kept.push(line);
    if (kept.length > KEPT_LOG_LINES) kept.shift();
    onLog(logEntry(line));
  });
  return kept;
}

function logEntry(line: string): PluginLogEntry {
  try {
    const { '@level': level, '@message': message, ...fields } = JSON.parse(line) as Record<string, unknown>;
    return { ...fields, level: String(level), message: String(message) };
  } catch {
    return { level: 'unknown', message: line };
  }
}
