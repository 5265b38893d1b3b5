import type { WriterProblem } from '@saleshub/store/write';
import { terminalLine } from './terminal-line';

const SENTENCES: Record<WriterProblem['problem'], string> = {
  state_not_derived: 'numbers do not cover what was stored last; trying again',
  state_not_tidied: 'the tables of state could not be merged; trying again',
  event_refused: 'the store refuses an event; its sender got the refusal',
};

/** What went wrong behind the writer's answers, for a log. */
export function describeProblem({ problem }: WriterProblem): string {
  return SENTENCES[problem];
}

/** The same as a line on stderr, with the store's own code and message. */
export function printProblem(problem: WriterProblem): void {
  const { code, message, event } = problem;
  const place = event ? ` (${event.source}, ${event.id})` : '';
  const line = `${problem.problem}${place}: ${describeProblem(problem)}. ${code}: ${message}`;
  process.stderr.write(`${terminalLine(line)}\n`);
}
