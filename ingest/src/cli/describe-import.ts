import type { ImportReport, RefusedGroup } from '../import';

/** More words would hide the rest of the report; the rejected file has them all. */
const MOST_WORDS = 20;

/** What came of the import, with every row and event accounted for. */
export function describeReport(report: ImportReport, rejectedFile: string): string {
  const types = Object.entries(report.eventTypes).map(([type, count]) => `  ${type}: ${count}`);
  const lines = [
    `Rows: ${report.rows} read, ${report.rowsImported} imported, ${report.rowsIgnored} ignored, ${report.rowsRefused} refused.`,
    `Events: ${report.events}: ${report.accepted} new, ${report.duplicates} known already.`,
    ...types,
    ...report.emptyCells.map(({ column, count }) => `Empty: ${column} in ${count} rows.`),
    ...report.refused.map(describeRefused),
    ...(report.rowsRefused > 0 ? [`The refused rows, with their reasons, are in ${rejectedFile}.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function describeRefused(group: RefusedGroup): string {
  return `Refused: ${group.count} rows (${group.code}): ${reasonOf(group)} ${describeLines(group)}`;
}

function reasonOf({ place, message, words }: RefusedGroup): string {
  if (!words) return message;
  const listed = words.slice(0, MOST_WORDS).map(({ word, count }) => `${word} (${count})`);
  const more = words.length > MOST_WORDS ? ' and more' : '';
  return (
    `${place}: ${listed.join(', ')}${more}: no condition names them. Name them in the mapping: in a condition or, where ` +
    'they mean that nothing further happens, in known_values.'
  );
}

/** `Lines 3, 4, 5, 8, 9 and 12 more.` */
function describeLines({ lines, count }: RefusedGroup): string {
  const more = count > lines.length ? ` and ${count - lines.length} more` : '';
  return `${count === 1 ? 'Line' : 'Lines'} ${lines.join(', ')}${more}.`;
}
