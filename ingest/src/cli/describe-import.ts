import { formatInstant } from '@saleshub/model';
import { terminalLine } from '../app/terminal-line';
import type { ImportReport, RefusedGroup, TableFormat } from '../import';

/** More words would hide the rest of the report; the file of refused rows has them all. */
const MOST_WORDS = 20;

/**
 * What came of the import, with every row and event accounted for.
 * @param timeZone the business time zone, in which dates are written
 * @param importId left out for a dry run
 * @param missedRetractions retractions of events that are not stored
 */
export function describeReport(
  report: ImportReport,
  {
    rejectedFile,
    timeZone,
    importId,
    missedRetractions = 0,
  }: { rejectedFile: string; timeZone: string; importId?: string; missedRetractions?: number },
): string {
  const { rows, rowsImported, rowsIgnored, rowsRefused } = report;
  const lines = [
    describeFormat(report.format),
    `Rows: ${rows} read, ${rowsImported} imported, ${rowsIgnored} ignored, ${rowsRefused} refused.`,
    describeEvents(report, timeZone),
    ...Object.entries(report.eventTypes).map(([type, count]) => `  ${type}: ${count || 'none, though mapped'}`),
    ...report.emptyCells.map(({ column, count }) => `Empty: ${column} in ${numberOf(count, 'row')}.`),
    ...(missedRetractions > 0
      ? [
          `Warning: ${numberOf(missedRetractions, 'retraction')} of an event that is not stored: look at the target in the mapping.`,
        ]
      : []),
    ...report.refused.map(describeRefused),
    ...(rowsRefused > 0 ? [`The refused rows, with their reasons, are in ${rejectedFile}.`] : []),
    ...(importId === undefined ? [] : [describeImportId(importId)]),
  ];
  return `${lines.map(terminalLine).join('\n')}\n`;
}

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' };

/** How the table was read. */
export function describeFormat(format: TableFormat): string {
  if (format.kind === 'delimited') {
    return `Table: encoding ${format.encoding}, delimiter ${DELIMITER_NAMES[format.delimiter]}.`;
  }
  const others = format.otherSheets.map((name) => JSON.stringify(name)).join(', ');
  const more = others === '' ? '' : ` Not read: ${others}; name the sheet in the mapping (sheet: …).`;
  return `Table: sheet ${JSON.stringify(format.sheet)} of a workbook.${more}`;
}

function describeEvents({ events, accepted, duplicates, occurred }: ImportReport, timeZone: string): string {
  const counts = `Events: ${events}: ${accepted} new, ${duplicates} known already`;
  if (!occurred) return `${counts}.`;
  const [from, to] = [occurred.from, occurred.to].map((instant) => formatInstant(instant, timeZone).slice(0, 10));
  return `${counts}; they occurred from ${from} to ${to}.`;
}

/** What was refused for one reason, with the first lines. */
export function describeRefused(group: RefusedGroup): string {
  return `Refused: ${numberOf(group.count, 'row')} (${group.code}): ${reasonOf(group)} ${describeLines(group)}`;
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

function numberOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** By what an import is found again. */
export function describeImportId(id: string): string {
  return `Import: ${id}. saleshub imports undo ${id} takes it back.`;
}
