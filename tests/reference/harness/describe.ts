import type { Difference } from './compare';
import type { Numbers } from './hub-answer';
import { queryOf } from './query';
import type { Failure } from './shrink';

const MAXIMUM_DIFFERENCES = 6;

/** What to read of a failure: the events, the query and the rows that differ. */
export function describeFailure({ events, question, differences }: Failure, title: string): string {
  const inOrder = [...events].sort((left, right) => (left.body.occurred_at < right.body.occurred_at ? -1 : 1));
  const iso = (time: number) => new Date(time).toISOString();
  return [
    `${title}:`,
    ...inOrder.map(({ source, body }) => `  ${source} ${JSON.stringify(body)}`),
    `query ${JSON.stringify(queryOf(question))}`,
    `range ${iso(question.from)} to ${iso(question.to)}, now ${iso(question.now)}`,
    `${differences.length} rows differ:`,
    ...differences.slice(0, MAXIMUM_DIFFERENCES).flatMap(describeDifference),
  ].join('\n');
}

function describeDifference({ time, groups, expected, got }: Difference): string[] {
  const at = time === null ? '' : ` at ${new Date(time).toISOString()}`;
  return [
    `  ${groups.join(', ') || 'in total'}${at}`,
    `    expected ${describeRow(expected)}`,
    `    got      ${describeRow(got)}`,
  ];
}

function describeRow(numbers: Numbers | undefined): string {
  return numbers ? JSON.stringify(numbers) : 'no row';
}
