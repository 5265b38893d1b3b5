import { basename, resolve } from 'node:path';
import { loadSettings } from '@saleshub/store/read';
import { openWriter } from '@saleshub/store/write';
import { Command } from 'commander';
import type { Intake } from '../intake/intake';
import { openIntake } from '../app/open-intake';
import { printProblem } from '../app/describe-problem';
import { startProgressBar } from '../app/progress-bar';
import { writeAdmitted } from '../intake/write-admitted';
import type { Hub } from '../app/hub';
import { importTable, loadMapping, type ImportReport } from '../import';
import { checkSource } from './keys';
import { usePreparedHub, withPlan, type PlanOptions } from './store-option';

interface ImportOptions extends PlanOptions {
  mapping: string;
  source: string;
}

export function importCommand(): Command {
  return withPlan(new Command('import'))
    .description('load a table of any tool; running it again changes nothing')
    .argument('<file>', 'the table, CSV')
    .requiredOption('--mapping <file>', 'what its columns mean, YAML')
    .requiredOption('--source <name>', 'what the tool is called, such as crm')
    .action(async (file: string, options: ImportOptions) => {
      checkSource(options.source);
      const mapping = await loadMapping(options.mapping);
      const rejectedFile = resolve(`${basename(file)}.rejected.csv`);
      const report = await usePreparedHub(options, async (hub, { configuration, plan }) => {
        const intake = await openIntake(hub, configuration, plan);
        return load(hub, intake, { file, mapping, rejectedFile, source: options.source });
      });
      process.stderr.write(describeReport(report, rejectedFile));
    });
}

interface Load {
  file: string;
  mapping: Awaited<ReturnType<typeof loadMapping>>;
  rejectedFile: string;
  source: string;
}

async function load(hub: Hub, intake: Intake, { file, mapping, rejectedFile, source }: Load): Promise<ImportReport> {
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
      write: (admitted) => writeAdmitted(writer, origin, admitted),
      onProgress: ({ bytesRead, bytesTotal, rows }) => bar.show(bytesRead / bytesTotal, { rows }),
    });
    await writer.settle();
    return report;
  } finally {
    bar.stop();
    await writer.close();
  }
}

/** What came of the import, with every row and event accounted for. */
function describeReport(report: ImportReport, rejectedFile: string): string {
  const types = Object.entries(report.eventTypes).map(([type, count]) => `  ${type}: ${count}`);
  const lines = [
    `Rows: ${report.rows} read, ${report.rowsImported} imported, ${report.rowsIgnored} ignored, ${report.rowsRefused} refused.`,
    `Events: ${report.events}: ${report.accepted} new, ${report.duplicates} known already, ${report.idReused} with a known id and another body (not stored).`,
    ...(report.notStorable > 0 ? [`Not stored: ${report.notStorable} events that the store refuses.`] : []),
    ...types,
    ...report.emptyCells.map(({ column, count }) => `Empty: ${column} in ${count} rows.`),
    ...report.refused.map(
      ({ code, message, count, firstLine }) =>
        `Refused: ${count} rows (${code}): ${message} First in line ${firstLine}.`,
    ),
    ...(report.rowsRefused > 0 ? [`The refused rows, with their reasons, are in ${rejectedFile}.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
