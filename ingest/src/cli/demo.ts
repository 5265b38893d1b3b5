import { Command } from 'commander';
import { DEMO_SETTINGS } from '@saleshub/demo';
import { saveSettings } from '@saleshub/store/write';
import { printProblem } from '../app/describe-problem';
import { loadDemo, type DemoProgress } from '../app/load-demo';
import { openIntake } from '../app/open-intake';
import { NO_PLAN } from '../intake/plan/load-plan';
import { startProgressBar } from '../app/progress-bar';
import { useHub, withStore, type StoreOptions } from './store-option';

export function demoCommand(): Command {
  return withStore(new Command('demo'))
    .description('load an invented company, or bring it up to today; into a store of its own (--data)')
    .action(async (options: StoreOptions) => {
      const bar = startProgressBar('Demo company {bar} {percentage} %  {added} events', { added: 0 });
      const added = await useHub(options, async (hub, configuration) => {
        await hub.prepare();
        await saveSettings(hub.writer, { ...DEMO_SETTINGS, ...configuration.settings });
        // The plan is the user's own company's; the invented one has none.
        const intake = await openIntake(hub, configuration, NO_PLAN);
        const onProgress = ({ share, added }: DemoProgress) => bar.show(share, { added });
        return loadDemo(hub, { now: Date.now(), intake, onProblem: printProblem, onProgress }).finally(bar.stop);
      });
      process.stderr.write(added === 0 ? 'The demo company is up to date.\n' : `${added} events added.\n`);
    });
}
