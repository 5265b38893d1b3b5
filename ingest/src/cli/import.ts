import { basename, resolve } from 'node:path';
import { loadSettings, type ClickHouseClient } from '@saleshub/store/read';
import { Command } from 'commander';
import { openIntake } from '../app/open-intake';
import { loadMapping } from '../import';
import { UsageError } from './failures';
import { importEvents } from './import-events';
import { importRecords } from './import-records';
import { checkSource } from './keys';
import { tryImport } from './try-import';
import { parseAsOf } from './parse-time';
import { usePreparedHub, withPlan, type PlanOptions } from './store-option';

interface ImportOptions extends PlanOptions {
  allowDeletions?: true;
  allowRefused?: true;
  asOf?: string;
  complete?: true;
  dryRun?: true;
  mapping: string;
  source: string;
}

export function importCommand(): Command {
  return withPlan(new Command('import'))
    .description('load a table of any tool; running it again changes nothing')
    .argument('<file>', 'the table: CSV, or an Excel workbook (.xlsx)')
    .requiredOption('--mapping <file>', 'what its columns mean, YAML')
    .requiredOption('--source <name>', 'what the tool is called, such as crm')
    .option(
      '--as-of <time>',
      'of records: the moment that the table shows, a date (its end) or an RFC 3339 time (default: now)',
    )
    .option('--complete', 'of records: the table has all that there are; those that it does not have are deleted')
    .option('--allow-deletions', 'with --complete: also where more than 5 % of the known records are gone')
    .option('--dry-run', 'store nothing: say what would be stored, and which numbers would change')
    .option('--allow-refused', 'end with code 0 also where rows were refused')
    .action(async (file: string, options: ImportOptions) => {
      checkSource(options.source);
      const mapping = await loadMapping(options.mapping);
      checkOptions(options, mapping.definition.record !== undefined);
      const { refused } = await usePreparedHub(options, async (hub, { configuration, plan }) => {
        const intake = await openIntake(hub, configuration, plan);
        const { timeZone } = await loadSettings(hub.reader);
        const { source, complete = false, allowDeletions = false } = options;
        const origin = { source, namespace: intake.namespaceOf(source) ?? source };
        const rejectedFile = resolve(`${basename(file)}.rejected.csv`);
        const load = { intake, file, mapping, origin, timeZone, rejectedFile };
        const asOf = options.asOf === undefined ? Date.now() : parseAsOf(options.asOf, '--as-of', timeZone);
        const loadInto = (client: ClickHouseClient, isDryRun: boolean) =>
          mapping.definition.record
            ? importRecords({ ...load, client, isDryRun }, { asOf, complete, allowDeletions })
            : importEvents({ ...load, client, isDryRun });
        return options.dryRun
          ? tryImport(hub, timeZone, (client) => loadInto(client, true))
          : loadInto(hub.writer, false);
      });
      if (refused > 0 && !options.allowRefused) process.exitCode = 1;
    });
}

function checkOptions({ asOf, complete, allowDeletions }: ImportOptions, ofRecords: boolean): void {
  const given = Object.entries({ '--as-of': asOf, '--complete': complete, '--allow-deletions': allowDeletions });
  const [option] = given.find(([, value]) => value !== undefined) ?? [];
  if (option !== undefined && !ofRecords) {
    throw new UsageError('conflicting_options', `${option} goes with a mapping of records, and this one has events.`);
  }
  if (allowDeletions && !complete) {
    throw new UsageError('conflicting_options', '--allow-deletions goes with --complete.');
  }
}
