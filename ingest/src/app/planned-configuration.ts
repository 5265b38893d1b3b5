import { readConfiguration, type Configuration } from './configuration';
import type { StatedSettings } from '../intake/plan/check-plan';
import { loadPlan, type Plan } from '../intake/plan/load-plan';
import { settingsOf } from '../intake/plan/plan-settings';

/** The configuration with the settings of the plan among its own. */
export interface PlannedConfiguration {
  configuration: Configuration;
  plan: Plan;
}

/**
 * Reads the settings from environment variables, and the tracking plan.
 * @param given from the command line; it wins over the environment
 * @throws ConfigurationError naming the variable and what it may be; PlanError with the line of the mistake
 */
export async function readPlannedConfiguration(
  environment: NodeJS.ProcessEnv,
  given: { data?: string; plan?: string } = {},
): Promise<PlannedConfiguration> {
  const configuration = readConfiguration(environment, given);
  const plan = await loadPlan(configuration.plan, statedSettings(configuration));
  const settings = settingsOf(plan, configuration.settings);
  const rejectedDays = plan.definition.rejectedRetention ?? configuration.rejectedDays;
  return { configuration: { ...configuration, settings, rejectedDays }, plan };
}

/** The settings that the environment states, which the plan may not state otherwise. */
export function statedSettings({ settings, rejectedDays }: Configuration): StatedSettings {
  return { ...settings, ...(rejectedDays !== undefined && { rejectedRetention: rejectedDays }) };
}
