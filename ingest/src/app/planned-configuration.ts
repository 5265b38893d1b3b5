import { readConfiguration, type Configuration } from './configuration';
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
  const plan = await loadPlan(configuration.plan, configuration.settings);
  return { configuration: { ...configuration, settings: settingsOf(plan, configuration.settings) }, plan };
}
