import { saveSettings } from '@saleshub/store/write';
import type { Logger } from 'pino';
import type { Intake } from '../intake/intake';
import { openContacts, readRules } from '../app/open-intake';
import type { Hub } from '../app/hub';
import { planWarnings } from '../intake/plan/plan-warnings';
import { readPlannedConfiguration } from '../app/planned-configuration';
import type { RetentionKeeper } from '../app/start-retention';
import { describeFailure } from './failures';
import type { PlanOptions } from './store-option';

interface Reloaded {
  hub: Hub;
  intake: Intake;
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

async function reload({ hub, intake, retention, options, log }: Reloaded): Promise<void> {
  const { configuration, plan } = await readPlannedConfiguration(process.env, options);
  // First what may be refused, so that nothing is changed by halves.
  await openContacts(hub, configuration);
  await saveSettings(hub.writer, configuration.settings);
  await hub.keepRejected(configuration.rejectedDays);
  intake.change(await readRules(hub, configuration, plan));
  retention.follow(plan);
  for (const warning of planWarnings(plan)) log.warn(warning);
  log.info({ plan: plan.path }, 'reloaded');
}
