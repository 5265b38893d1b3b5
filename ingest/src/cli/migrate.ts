import { Command } from 'commander';
import { useHub, withStore, type StoreOptions } from './store-option';

export function migrateCommand(): Command {
  return withStore(new Command('migrate'))
    .description('bring the store to the schema of this version')
    .action(async (options: StoreOptions) => {
      const { applied, version } = await useHub(options, (hub) => hub.prepare());
      for (const step of applied) process.stderr.write(`Applied ${step.version}: ${step.name}\n`);
      process.stdout.write(`The store has schema ${version}.\n`);
    });
}
