import { basename, resolve } from 'node:path';
import { loadSettings } from '@saleshub/store/read';
import { openWriter } from '@saleshub/store/write';
import { Command } from 'commander';
import type { Intake } from '../intake/intake';
import { openIntake } from '../app/open-intake';
import { printProblem } from '../app/describe-problem';
import { startProgressBar } from '../app/progress-bar';
import { checkAdmitted, writeAdmitted } from '../intake/write-admitted';
import type { Hub } from '../app/hub';
import { importTable, loadMapping, type ImportReport } from '../import';
import { describeReport } from './describe-import';
import { checkSource } from './keys';
import { usePreparedHub, withPlan, type PlanOptions } from './store-option';

interface ImportOptions extends PlanOptions {
  allowRefused?: true;
  mapping: string;
  source: string;
}

export function importCommand(): Command {
  return withPlan(new Command('import'))
    .description('load a table of any tool; running it again changes nothing')
    .argument('<file>', 'the table, CSV')
    .requiredOption('--mapping <file>', 'what its columns mean, YAML')
    .requiredOption('--source <name>', 'what the tool is called, such as crm')
    .option('--allow-refused', 'end with code 0 also where rows were refused')
    .action(async (file: string, options: ImportOptions) => {
      checkSource(options.source);
      const mapping = await loadMapping(options.mapping);
      const rejectedFile = resolve(`${basename(file)}.rejected.csv`);
      const { report, timeZone } = await usePreparedHub(options, async (hub, { configuration, plan }) => {
        const intake = await openIntake(hub, configuration, plan);
        return load(hub, intake, { file, mapping, rejectedFile, source: options.source });
      });
      process.stderr.write(describeReport(report, { rejectedFile, timeZone }));
      if (report.rowsRefused > 0 && !options.allowRefused) process.exitCode = 1;
    });
}

interface Load {
  file: string;
  mapping: Awaited<ReturnType<typeof loadMapping>>;
  rejectedFile: string;
  source: string;
}

interface Loaded {
  report: ImportReport;
  /** The business time zone. */
  timeZone: string;
}

async function load(hub: Hub, intake: Intake, { file, mapping, rejectedFile, source }: Load): Promise<Loaded> {
  const { timeZone } = await loadSettings(hub.reader);
  const origin = { source, namespace: intake.namespaceOf(source) ?? source };
  const writer = openWriter({ client: hub.writer, onProblem: printProblem, pace: 'bulk' });
  const bar = startProgressBar('Importing {bar} {percentage} %  {rows} rows', { rows: 0 });
  try {
    const report = await importTable({
      file,
      mapping,
      rejectedFile,
      timeZone,
      admit: (body) => intake.admit(source, body),
      check: (admitted) => checkAdmitted(writer, origin, admitted),
      write: (admitted) => writeAdmitted(writer, origin, admitted),
      onProgress: ({ bytesRead, bytesTotal, rows }) => bar.show(bytesRead / bytesTotal, { rows }),
    });
    await writer.settle();
    return { report, timeZone };
  } finally {
    bar.stop();
    await writer.close();
  }
}
