import { randomUUID } from 'node:crypto';
import { formatInstant } from '@saleshub/model';
import { loadSettings } from '@saleshub/store/read';
import { openWriter } from '@saleshub/store/write';
import { Command, Option } from 'commander';
import { printProblem } from '../app/describe-problem';
import type { Hub } from '../app/hub';
import { openIntake } from '../app/open-intake';
import { terminalLine } from '../app/terminal-line';
import type { PlannedConfiguration } from '../app/planned-configuration';
import { writeAdmitted } from '../intake/write-admitted';
import { UsageError } from './failures';
import { checkSource } from './keys';
import { parseTime } from './parse-time';
import { usePreparedHub, withPlan, type PlanOptions } from './store-option';

interface DecideOptions extends PlanOptions {
  note?: string;
  author?: string;
  kind?: string;
  at?: string;
  milestone?: true;
  source: string;
}

/** Records what people decided; the same as an event `decision.recorded` that is posted. */
export function decideCommand(): Command {
  return withPlan(new Command('decide'))
    .description('record a decision, which then stands on the charts')
    .argument('<title>', 'what was decided, in a few words')
    .option('--note <text>', 'why, and what is expected of it')
    .option('--author <name>', 'who decided')
    .option('--kind <kind>', 'such as pricing; charts can be asked for one kind alone')
    .option('--at <time>', 'when: a date or an RFC 3339 time (default: now)')
    .option('--milestone', 'record a milestone instead, something that happened')
    .addOption(new Option('--source <name>', 'the source that it is recorded under').default('decisions'))
    .action(async (title: string, options: DecideOptions) => {
      const { id, at } = await usePreparedHub(options, (hub, planned) => decide(hub, planned, title, options));
      process.stderr.write(`Recorded for ${at}: ${terminalLine(title)}\n`);
      process.stdout.write(`${id}\n`);
    });
}

async function decide(
  hub: Hub,
  { configuration, plan }: PlannedConfiguration,
  title: string,
  { note, author, kind, at, milestone, source: given }: DecideOptions,
): Promise<{ id: string; at: string }> {
  const source = checkSource(given);
  const { timeZone } = await loadSettings(hub.reader);
  const time = at === undefined ? Date.now() : parseTime(at, '--at', timeZone);
  const body = {
    id: randomUUID(),
    type: milestone ? 'milestone.recorded' : 'decision.recorded',
    occurred_at: new Date(time).toISOString(),
    ...{ title, note, author, kind },
  };
  const intake = await openIntake(hub, configuration, plan);
  const admitted = intake.admit(source, JSON.parse(JSON.stringify(body)));
  if (!admitted.ok) {
    throw new UsageError('invalid_decision', admitted.errors[0].message);
  }
  const writer = openWriter({ client: hub.writer, onProblem: printProblem });
  try {
    await writeAdmitted(writer, { source, namespace: intake.namespaceOf(source) ?? source }, [admitted]);
    await writer.settle();
  } finally {
    await writer.close();
  }
  return { id: body.id, at: formatInstant(time, timeZone) };
}
