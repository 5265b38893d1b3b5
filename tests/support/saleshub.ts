import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { waitForEngineEnd } from '@saleshub/store/embedded';

const ENTRY = join(__dirname, '../../ingest/bin/saleshub.js');

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line as a user does, in a folder of its own. */
export async function saleshub(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [ENTRY, ...args], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const result = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (result.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (result.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...result };
}

export interface AnswerJson {
  metric: string;
  rows: Record<string, string | number | boolean | null>[];
  notices: { code: string; text: string }[];
}

/** Runs a query; fails with the command's standard error where it gives no answer. */
export async function query(args: readonly string[], cwd: string): Promise<AnswerJson> {
  const { code, stdout, stderr } = await saleshub(['query', ...args, '--format', 'json'], cwd);
  if (code !== 0) throw new Error(`saleshub query ${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as AnswerJson;
}

/** A folder that is removed after the work, once no engine writes there any more. */
export function makeFolder(): { path: string; remove: () => Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), 'saleshub-test-'));
  const remove = async () => {
    // The engine lies where a command made its folder, or in the folder itself.
    for (const dataDir of [join(path, 'data'), path]) {
      if (!(await waitForEngineEnd(dataDir))) throw new Error(`An engine still runs on ${dataDir}`);
    }
    rmSync(path, { recursive: true, force: true });
  };
  return { path, remove };
}

/** A running `saleshub serve`. */
export interface RunningHub {
  url: string;
  process: ChildProcess;
  /** The lines that it has logged so far. */
  logged: () => readonly string[];
  /** Ends it as an operator does. */
  stop: () => Promise<number | null>;
  /** Ends it as a power cut does. */
  kill: () => Promise<void>;
}

const running = new Set<RunningHub>();

/** Ends every hub that a test started and has not ended, also after it failed. */
export async function endHubs(): Promise<void> {
  await Promise.all([...running].map((hub) => hub.stop()));
}

/** Starts `saleshub serve` on the folder's store and waits until it is ready. */
export async function serve(
  cwd: string,
  port = 0,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningHub> {
  const child = spawn(process.execPath, [ENTRY, 'serve', '--port', String(port)], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines: string[] = [];
  const hub: RunningHub = {
    url: '',
    process: child,
    logged: () => lines,
    stop: async () => {
      child.kill('SIGTERM');
      return (await exited)[0];
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
  running.add(hub);
  void exited.then(() => running.delete(hub));
  hub.url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      const entry = parse(line);
      if (entry?.msg === 'ready' && entry.address) resolve(entry.address);
    });
    void exited.then(([code]) => reject(new Error(`serve ended with ${code}: ${lines.join('\n')}`)));
  });
  return hub;
}

function parse(line: string): { msg?: string; address?: string } | undefined {
  try {
    return JSON.parse(line) as { msg?: string; address?: string };
  } catch {
    return undefined;
  }
}

/** The answer of POST /v1/events. */
export interface EventReport {
  received: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  errors: { index: number; id?: string; code: string; path: string; message: string }[];
}

export async function postEvents(
  url: string,
  key: string,
  events: readonly unknown[],
): Promise<{ status: number; report: EventReport }> {
  const response = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
  return { status: response.status, report: (await response.json()) as EventReport };
}
