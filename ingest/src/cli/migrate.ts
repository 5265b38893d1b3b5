import { Command } from 'commander';
import type { Hub } from '../app/hub';
import { startProgressBar } from '../app/progress-bar';
import { usePreparedHub, withPlan, type PlanOptions } from './store-option';

interface MigrateOptions extends PlanOptions {
  rebuild?: true;
}

export function migrateCommand(): Command {
  return withPlan(new Command('migrate'))
    .description('bring the store to the schema of this version')
    .option('--rebuild', 'derive all state anew from the events')
    .action(async (options: MigrateOptions) => {
      const version = await usePreparedHub(options, async (hub, _planned, report) => {
        for (const step of report.applied) process.stderr.write(`Applied ${step.version}: ${step.name}\n`);
        if (options.rebuild) await rebuild(hub);
        return report.version;
      });
      process.stdout.write(`The store has schema ${version}.\n`);
      if (options.rebuild) process.stdout.write('All state is derived anew.\n');
    });
}

async function rebuild(hub: Hub): Promise<void> {
  const bar = startProgressBar('Deriving state {bar} {percentage} %');
  await hub.rebuild(({ done, total }) => bar.show(done / total)).finally(bar.stop);
}
