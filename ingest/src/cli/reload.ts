import { saveSettings } from '@saleshub/store/write';
import type { Logger } from 'pino';
import type { Door } from '../door/door';
import { openContacts, readRules } from '../door/open-door';
import type { Hub } from '../hub';
import { planWarnings } from '../plan/plan-warnings';
import { readPlannedConfiguration } from '../planned-configuration';
import type { RetentionKeeper } from '../retention/start-retention';
import { describeFailure } from './failures';
import type { PlanOptions } from './store-option';

interface Reloaded {
  hub: Hub;
  door: Door;
  retention: RetentionKeeper;
  options: PlanOptions;
  log: Logger;
}

/**
 * Reads plan, rates and secrets again each time that it is asked to, until the signals end. A mistake is logged with its
 * line and leaves everything as it was; requests go on meanwhile.
 */
export async function reloadOnEach(signals: AsyncIterable<unknown>, reloaded: Reloaded): Promise<void> {
  try {
    for await (const signal of signals) {
      reloaded.log.debug({ signal }, 'reloading');
      await reload(reloaded).catch((error: unknown) => {
        const { code, line } = error as { code?: unknown; line?: unknown };
        reloaded.log.error({ code, line }, `not reloaded, all stays as it was: ${describeFailure(error)}`);
      });
    }
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
  }
}

async function reload({ hub, door, retention, options, log }: Reloaded): Promise<void> {
  const { configuration, plan } = await readPlannedConfiguration(process.env, options);
  // First what may be refused, so that nothing is changed by halves.
  await openContacts(hub, configuration);
  await saveSettings(hub.writer, configuration.settings);
  door.change(await readRules(hub, configuration, plan));
  retention.follow(plan);
  for (const warning of planWarnings(plan)) log.warn(warning);
  log.info({ plan: plan.path }, 'reloaded');
}
