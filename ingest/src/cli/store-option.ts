import type { MigrationReport } from '@saleshub/store/write';
import { Option, type Command } from 'commander';
import { readConfiguration, type Configuration } from '../app/configuration';
import { openHub, type Hub } from '../app/hub';
import { planWarnings } from '../intake/plan/plan-warnings';
import { readPlannedConfiguration, type PlannedConfiguration } from '../app/planned-configuration';

export interface StoreOptions {
  data?: string;
}

export interface PlanOptions extends StoreOptions {
  plan?: string;
}

/** Adds --data to a command that works on the store. */
export function withStore(command: Command): Command {
  return command.addOption(
    new Option('--data <directory>', 'folder of the embedded store (default: SALESHUB_DATA, else ./data)'),
  );
}

/** Adds --data and --plan to a command that prepares the store. */
export function withPlan(command: Command): Command {
  return withStore(command).addOption(
    new Option('--plan <file>', 'the tracking plan (default: SALESHUB_PLAN, else ./saleshub.yaml where there is one)'),
  );
}

/** Opens the store for the time of the work and closes it afterwards, whatever happens. */
export async function useHub<Result>(
  options: StoreOptions,
  work: (hub: Hub, configuration: Configuration) => Promise<Result>,
): Promise<Result> {
  const configuration = readConfiguration(process.env, options);
  const hub = await openHub(configuration);
  try {
    return await work(hub, configuration);
  } finally {
    await hub.close();
  }
}

/** The same for a command that writes: the store has this program's schema and the settings of the plan. */
export async function usePreparedHub<Result>(
  options: PlanOptions,
  work: (hub: Hub, planned: PlannedConfiguration, migrated: MigrationReport) => Promise<Result>,
): Promise<Result> {
  const planned = await readPlannedConfiguration(process.env, options);
  for (const warning of planWarnings(planned.plan)) process.stderr.write(`${warning}\n`);
  const hub = await openHub(planned.configuration);
  try {
    const migrated = await hub.prepare();
    return await work(hub, planned, migrated);
  } finally {
    await hub.close();
  }
}
