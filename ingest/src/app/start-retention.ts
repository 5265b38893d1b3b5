import { applyRetention, type Retention } from '@saleshub/store/write';
import type { Logger } from 'pino';
import type { Hub } from './hub';
import type { Plan } from '../intake/plan/load-plan';

export interface RetentionKeeper {
  /** Removes what the plan does not keep: now, and from now on every day. */
  follow: (plan: Plan) => void;
  /** Ends after what is under way. */
  close: () => Promise<void>;
}

const DAY = 86_400_000;

/** Starts keeping the store to what a plan says about how long things are kept. */
export function startRetention({ hub, log }: { hub: Hub; log: Logger }): RetentionKeeper {
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const run = (retention: Retention) => {
    running = running.then(async () => {
      try {
        const removed = await applyRetention(hub.writer, hub.database, retention, Date.now());
        if (removed.size > 0) log.info({ removed: Object.fromEntries(removed) }, 'removed what is not kept any longer');
      } catch (error) {
        log.error({ reason: (error as Error).name }, 'what is not kept could not be removed; trying again tomorrow');
      }
    });
  };
  return {
    follow: ({ definition: { retention } }) => {
      clearInterval(timer);
      run(retention);
      timer = setInterval(run, DAY, retention);
      timer.unref();
    },
    close: () => {
      clearInterval(timer);
      return running;
    },
  };
}
