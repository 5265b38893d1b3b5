import { Command, CommanderError } from 'commander';
import { alertsCommand } from './alerts';
import { acceptSecretCommand } from './accept-secret';
import { decideCommand } from './decide';
import { demoCommand } from './demo';
import { doctorCommand } from './doctor';
import { eraseCommand } from './erase';
import { describeFailure, exitCodeOf } from './failures';
import { importCommand } from './import';
import { importsCommand } from './imports';
import { keysCommand } from './keys';
import { migrateCommand } from './migrate';
import { queryCommand } from './query';
import { rejectedCommand } from './rejected';
import { serveCommand } from './serve';

/**
 * The command line. It ends with code 0, with 2 where the command or the query is wrong, with 1 where something failed or an import refused rows;
 * results go to stdout, everything else to stderr.
 */
export function main(argv: readonly string[]): void {
  // Output cut short by `| head` is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  answerFor(program())
    .parseAsync([...argv])
    .catch((error: unknown) => {
      // Commander has printed its own words already.
      if (!(error instanceof CommanderError)) process.stderr.write(`${describeFailure(error)}\n`);
      process.exitCode = exitCodeOf(error);
    });
}

function program(): Command {
  return new Command('saleshub')
    .description('Sales metrics from every tool a sales team uses.')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true })
    .addCommand(importCommand())
    .addCommand(importsCommand())
    .addCommand(queryCommand())
    .addCommand(alertsCommand())
    .addCommand(decideCommand())
    .addCommand(serveCommand())
    .addCommand(keysCommand())
    .addCommand(rejectedCommand())
    .addCommand(eraseCommand())
    .addCommand(acceptSecretCommand())
    .addCommand(demoCommand())
    .addCommand(migrateCommand())
    .addCommand(doctorCommand());
}

/** Lets every command throw what is wrong with its words, instead of ending the process with a code of its own. */
function answerFor(command: Command): Command {
  for (const child of command.commands) answerFor(child);
  return command.exitOverride().showHelpAfterError('(see --help)');
}
