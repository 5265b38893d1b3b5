import { Command } from 'commander';
import { usePreparedHub, withPlan, type PlanOptions } from './store-option';

export function migrateCommand(): Command {
  return withPlan(new Command('migrate'))
    .description('bring the store to the schema of this version')
    .action(async (options: PlanOptions) => {
      const { applied, version } = await usePreparedHub(options, (_hub, _planned, report) => Promise.resolve(report));
      for (const step of applied) process.stderr.write(`Applied ${step.version}: ${step.name}\n`);
      process.stdout.write(`The store has schema ${version}.\n`);
    });
}
