import { setTimeout as wait } from 'node:timers/promises';
import { USERNAMES } from './credentials';
import { messageOf } from './errors';
import { holdEngine, type EnginePlan, type HeldEngine } from './hold-engine';
import type { EmbeddedStore, EmbeddedStoreLogEntry } from './embedded-store';

const FIRST_PAUSE_MILLISECONDS = 50;
const LONGEST_PAUSE_MILLISECONDS = 5_000;
/** An engine that ran this long did not die of its start. */
const SOUND_MILLISECONDS = 10_000;

/**
 * Keeps hold of an engine: when its process dies, starts it again, or joins the one that another holder has started.
 *
 * @param plan how the engine was first held
 */
export function superviseEngine(
  first: HeldEngine,
  plan: EnginePlan,
  log: (entry: EmbeddedStoreLogEntry) => void,
): EmbeddedStore {
  const address = first.record;
  const closing = new AbortController();
  let held = first;

  const report = (
    level: EmbeddedStoreLogEntry['level'],
    event: EmbeddedStoreLogEntry['event'],
    message?: string,
  ): void => {
    log({ level, event, url: urlOf(held), pid: held.record.pid, ...(message === undefined ? {} : { message }) });
  };

  /** The same address and credentials, or the clients built on them would be lost. */
  const again: EnginePlan = { ...plan, passwords: address.passwords, port: address.port };

  const supervise = async (): Promise<void> => {
    let pause = FIRST_PAUSE_MILLISECONDS;
    for (;;) {
      const since = Date.now();
      const end = await held.lease.ended;
      if (end === 'stopping') report('warn', 'engine_stopped');
      if (end !== 'lost') return;
      report('error', 'engine_lost');
      if (Date.now() - since > SOUND_MILLISECONDS) pause = FIRST_PAUSE_MILLISECONDS;
      let next: HeldEngine | undefined;
      while (!next) {
        // Several holders lose the engine in the same instant; unequal pauses let one of them start it.
        await wait(pause * (0.5 + Math.random()), undefined, { ref: false, signal: closing.signal });
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
        next = await holdEngine(again).catch((error: unknown) => {
          report('error', 'engine_restart_failed', messageOf(error));
          return undefined;
        });
      }
      held = next;
      if (closing.signal.aborted) held.lease.giveUp();
      else report('warn', held.joined ? 'engine_joined' : 'engine_restarted');
    }
  };

  report('info', held.joined ? 'engine_joined' : 'engine_started');
  // The wait is what rejects, when the store is closed while its engine is away.
  const supervised = supervise().catch(() => undefined);

  return {
    url: urlOf(first),
    writer: { username: USERNAMES.writer, password: address.passwords.writer },
    reader: { username: USERNAMES.reader, password: address.passwords.reader },
    get pid() {
      return held.record.pid;
    },
    async close() {
      closing.abort();
      held.lease.giveUp();
      await supervised;
    },
  };
}

function urlOf({ record }: HeldEngine): string {
  return `http://127.0.0.1:${record.port}`;
}
