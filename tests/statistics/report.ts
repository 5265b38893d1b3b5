/** The long form, `npm run statistics:long -w @saleshub/tests`, simulates more and prints what it measured. */
export const LONG = process.env.SALESHUB_STATISTICS === 'long';

/** All simulations start from it, so that a run can be had again. */
export const SEED = 20_260_101;

export function percent(probability: number, digits = 1): string {
  return `${(100 * probability).toFixed(digits)} %`;
}

/** Prints a table in Markdown, for docs/statistics.md. */
export function report(title: string, header: readonly string[], rows: readonly (readonly string[])[]): void {
  if (!LONG) return;
  const lines = [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  process.stderr.write(`\n${title}\n\n${lines.join('\n')}\n`);
}
