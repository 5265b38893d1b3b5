import { createInterface } from 'node:readline/promises';
import { countErased, eraseSubject, type EraseReport, type Subject } from '@saleshub/store/write';
import { Command, Option } from 'commander';
import type { Configuration } from '../app/configuration';
import { openContacts } from '../app/open-intake';
import type { Hub } from '../app/hub';
import { UsageError } from './failures';
import { usePreparedHub, withPlan, type PlanOptions } from './store-option';
import { renderTable } from './table';

interface EraseOptions extends PlanOptions {
  contact?: string;
  account?: string;
  yes?: boolean;
}

export function eraseCommand(): Command {
  return withPlan(new Command('erase'))
    .description('remove a person or an account everywhere and look for what is left')
    .addOption(new Option('--contact <value>', 'the person, as the tools name them').conflicts('account'))
    .option('--account <name>', 'the account')
    .option('--yes', 'without asking')
    .action(async (options: EraseOptions) => {
      const report = await usePreparedHub(options, async (hub, { configuration }) => {
        const subject = await subjectOf(options, hub, configuration);
        const events = await countErased(hub.writer, subject);
        if (!options.yes) await confirm(`Remove ${subject.written} with ${events} events, for good?`);
        return eraseSubject(hub.writer, hub.database, subject);
      });
      process.stdout.write(describe(report));
      if (report.remaining.some(({ namesake }) => !namesake)) process.exitCode = 1;
    });
}

/** A person is stored as a hash, under the current secret or an earlier one; and as they are, where that is refused. */
async function subjectOf({ contact, account }: EraseOptions, hub: Hub, configuration: Configuration): Promise<Subject> {
  const written = (contact ?? account ?? '').trim();
  if (written === '')
    throw new UsageError('nothing_to_erase', 'Name a person with --contact or an account with --account.');
  if (contact === undefined) return { kind: 'account', values: [written], written };
  const contacts = await openContacts(hub, configuration);
  return { kind: 'contact', values: [...contacts.hashes(written), written], written };
}

async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new UsageError('not_confirmed', 'Nothing was removed: confirm with --yes.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} (yes/no) `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('not_confirmed', 'Nothing was removed.');
  } finally {
    terminal.close();
  }
}

function describe({ removed, changed, remaining }: EraseReport): string {
  const tables = [...new Set([...removed.keys(), ...changed.keys()])].sort();
  const rows = tables.map((table) => [table, String(removed.get(table) ?? 0), String(changed.get(table) ?? 0)]);
  const left = remaining.filter(({ namesake }) => !namesake);
  const namesakes = remaining.filter(({ namesake }) => namesake);
  return [
    renderTable(['table', 'rows removed', 'rows without the name now'], rows),
    `Occurrences left: ${left.reduce((sum, { rows }) => sum + rows, 0)}, after looking through every text of every table.\n`,
    ...left.map(({ table, column, rows }) => `Left: ${rows} rows in ${table}.${column}.\n`),
    ...namesakes.map(
      ({ table, column, rows }) => `Kept: ${rows} rows in ${table}.${column} name something else that is called so.\n`,
    ),
  ].join('');
}
