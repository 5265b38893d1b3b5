import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { loadYaml } from '../../yaml/load-yaml';
import { checkPlan, type StatedSettings } from './check-plan';
import { PlanError } from './plan-error';
import { planSchema, type PlanDefinition } from './plan-schema';
import { NO_RATES, readRates, type Rates } from './rates';

/** A checked tracking plan. */
export interface Plan {
  /** The file it was read from; undefined where there is none, and everything is allowed. */
  path?: string;
  definition: PlanDefinition;
  rates: Rates;
}

/** Where the plan is. */
export interface PlanLocation {
  path: string;
  /** Whether it was asked for: then it must be there. */
  required: boolean;
}

/** What holds where there is no plan: every source may send everything. */
export const NO_PLAN: Plan = { definition: planSchema.parse({ version: 1 }), rates: NO_RATES };

/**
 * Reads the plan and the rates that it names.
 * @param environment the settings that the environment states; the plan may not say otherwise
 * @throws PlanError for the first mistake, with its line and what may stand there
 */
export async function loadPlan({ path, required }: PlanLocation, environment: StatedSettings): Promise<Plan> {
  if (!required && !existsSync(path)) return NO_PLAN;
  const definition = await loadYaml(path, {
    what: 'the tracking plan',
    schema: planSchema,
    check: (plan) => checkPlan(plan, environment),
    Mistake: PlanError,
  });
  const { rates } = definition;
  return { path, definition, rates: rates === undefined ? NO_RATES : await readRates(resolve(dirname(path), rates)) };
}
