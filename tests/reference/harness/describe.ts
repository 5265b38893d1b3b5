import type { Cells } from './cells';
import type { Difference } from './inquiry';
import type { Failure } from './shrink';

const MAXIMUM_DIFFERENCES = 6;

/** What to read of a failure: the events, the query and the rows that differ. */
export function describeFailure({ events, inquiry, differences }: Failure, title: string): string {
  const inOrder = [...events].sort((left, right) => (left.body.occurred_at < right.body.occurred_at ? -1 : 1));
  return [
    `${title}:`,
    ...inOrder.map(({ source, body }) => `  ${source} ${JSON.stringify(body)}`),
    inquiry.words,
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

function describeRow(cells: Cells | undefined): string {
  return cells ? JSON.stringify(cells) : 'no row';
}
