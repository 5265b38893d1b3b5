import { basename, resolve } from 'node:path';
import { loadSettings, type ClickHouseClient } from '@saleshub/store/read';
import { Command, InvalidArgumentError } from 'commander';
import { openIntake } from '../app/open-intake';
import { ENCODING_NAMES, findEncoding, type EncodingName } from '../import';
import { chooseMapping, confirm } from './choose-mapping';
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
  encoding?: EncodingName;
  mapping?: string;
  source?: string;
  yes?: true;
}

export function importCommand(): Command {
  return withPlan(new Command('import'))
    .description('load a table of any tool; running it again changes nothing')
    .argument('<file>', 'the table: CSV, or an Excel workbook (.xlsx)')
    .option(
      '--mapping <file>',
      'what its columns mean, YAML (default: FILE.mapping.yaml, or what the table is recognised as)',
    )
    .option('--source <name>', 'what the tool is called, such as crm; needed with --mapping')
    .option('--yes', 'load a table that was recognised without asking')
    .option('--encoding <name>', 'of the table, such as cp949 (default: found by its bytes)', parseEncoding)
    .option(
      '--as-of <time>',
      'of records: the moment that the table shows, a date (its end) or an RFC 3339 time (default: now)',
    )
    .option('--complete', 'of records: the table has all that there are; those that it does not have are deleted')
    .option('--allow-deletions', 'with --complete: also where more than 5 % of the known records are gone')
    .option('--dry-run', 'store nothing: say what would be stored, and which numbers would change')
    .option('--allow-refused', 'end with code 0 also where rows were refused')
    .action(async (file: string, options: ImportOptions) => {
      const chosen = await chooseMapping(file, options);
      const { mapping, source } = chosen;
      checkSource(source);
      checkOptions(options, mapping.definition.record !== undefined);
      const { refused } = await usePreparedHub(options, async (hub, { configuration, plan }) => {
        const intake = await openIntake(hub, configuration, plan);
        const { timeZone } = await loadSettings(hub.reader);
        const { encoding, complete = false, allowDeletions = false } = options;
        const origin = { source, namespace: intake.namespaceOf(source) ?? source };
        const rejectedFile = resolve(`${basename(file)}.rejected.csv`);
        const load = { intake, file, mapping, origin, timeZone, rejectedFile, encoding };
        const asOf = options.asOf === undefined ? Date.now() : parseAsOf(options.asOf, '--as-of', timeZone);
        const loadInto = (client: ClickHouseClient, isDryRun: boolean) =>
          mapping.definition.record
            ? importRecords({ ...load, client, isDryRun }, { asOf, complete, allowDeletions })
            : importEvents({ ...load, client, isDryRun });
        const tryIt = () => tryImport(hub, timeZone, (client) => loadInto(client, true));
        if (options.dryRun) return tryIt();
        if (chosen.isRecognised && !options.yes) {
          await tryIt();
          await confirm(`Load it as source ${source}?`, mapping.path);
        }
        return loadInto(hub.writer, false);
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

function parseEncoding(name: string): EncodingName {
  const encoding = findEncoding(name);
  if (encoding) return encoding;
  throw new InvalidArgumentError(`It may be ${ENCODING_NAMES.join(', ')}.`);
}
