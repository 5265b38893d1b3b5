import { terminalLine } from '../app/terminal-line';

/** A plain table for the terminal: columns as wide as their longest cell, numbers to the right. */
export function renderTable(header: readonly string[], cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(terminalLine));
  const widths = header.map((name, column) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[column] ?? '')), widthOf(name)),
  );
  const numeric = header.map((_, column) => rows.every((row) => /^(-|[-\d.,\s%]+)?$/.test(row[column] ?? '')));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const padding = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)));
        return numeric[column] ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd();
  return `${[line(header), ...rows.map(line)].join('\n')}\n`;
}

/** In code points, which is how wide a terminal shows most text. */
function widthOf(text: string): number {
  return Array.from(text).length;
}
