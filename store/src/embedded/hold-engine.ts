import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { readEngineRecord, type EngineRecord } from './engine-record';
import type { StartMessage } from './engine-messages';
import { EmbeddedStoreError } from './errors';
import { startEngine } from './start-engine';
import { takeLease, type Lease } from './take-lease';

/** How long to go on trying while another process holds the directory: an engine may be starting there, or stopping. */
const JOIN_MILLISECONDS = 20_000;
const RETRY_MILLISECONDS = 50;

export interface HeldEngine {
  record: EngineRecord;
  lease: Lease;
  /** Whether it already ran. */
  joined: boolean;
}

/** How to start an engine, as far as it is laid down. */
export interface EnginePlan {
  dataDirectory: string;
  database: string;
  passwords: { writer: string | undefined; reader: string | undefined };
  port: number | undefined;
  graceMilliseconds: number;
}

/**
 * Joins the engine that runs on the directory, or starts one. The engine's own lock on its data decides between several
 * that start at once: the losers find the winner's record and join it.
 *
 * @throws EmbeddedStoreError
 */
export async function holdEngine(plan: EnginePlan): Promise<HeldEngine> {
  const { dataDirectory } = plan;
  const deadline = Date.now() + JOIN_MILLISECONDS;
  let started = false;
  for (;;) {
    const record = readEngineRecord(dataDirectory);
    const lease = record && (await takeLease(record));
    if (record && lease) return { record, lease, joined: !started };
    const outcome = await startEngine(startMessageOf(plan, record));
    started = outcome.kind === 'ready';
    if (outcome.kind === 'failed' && (outcome.code !== 'data_directory_in_use' || Date.now() > deadline)) {
      throw new EmbeddedStoreError(outcome.code, `No embedded ClickHouse in ${dataDirectory}: ${outcome.message}`);
    }
    if (started && Date.now() > deadline) {
      throw new EmbeddedStoreError('engine_start_failed', `The engine in ${dataDirectory} starts but does not stay.`);
    }
    if (!started) await wait(RETRY_MILLISECONDS);
  }
}

/** What is not laid down a killed engine's record gives, so that those who knew that engine find the next one. */
function startMessageOf(plan: EnginePlan, record: EngineRecord | undefined): StartMessage {
  const { dataDirectory, database, graceMilliseconds, passwords, port } = plan;
  return {
    dataDirectory,
    database,
    graceMilliseconds,
    passwords: {
      writer: passwords.writer ?? record?.passwords.writer ?? randomPassword(),
      reader: passwords.reader ?? record?.passwords.reader ?? randomPassword(),
    },
    port: port ?? record?.port ?? 0,
    mayMove: port === undefined,
  };
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}
