import { createTimeReader } from '../time-format';

/** What the cells of a column may be written as. */
export type TimeSuggestion =
  /** All cells but the odd ones have the format. */
  | { kind: 'certain'; format: string; odd: string[] }
  /** Every cell reads in each of these, as another day. */
  | { kind: 'ambiguous'; formats: string[] }
  | { kind: 'none' };

/** Formats that tables have, the likelier of two that read the same first. */
const FORMATS = [
  ...[
    'yyyy-MM-dd',
    'rfc3339',
    'yyyy-MM-dd HH:mm:ss',
    'yyyy-MM-dd HH:mm',
    "yyyy-MM-dd'T'HH:mm:ss",
    "yyyy-MM-dd'T'HH:mm",
  ],
  ...[
    'yyyy/MM/dd',
    'yyyy/M/d',
    'yyyy.MM.dd',
    'yyyy. M. d',
    "yyyy. M. d'.'",
    'yyyy/MM/dd HH:mm',
    'yyyy/MM/dd HH:mm:ss',
    'yyyyMMdd',
  ],
  ...['dd.MM.yyyy', 'd.M.yyyy', 'dd.MM.yyyy HH:mm', 'dd.MM.yyyy HH:mm:ss', 'd.M.yyyy HH:mm', 'd.M.yy'],
  ...['d/M/yyyy', 'd/M/yyyy HH:mm', 'd/M/yyyy HH:mm:ss', 'd/M/yy', 'd-M-yyyy', 'd-M-yyyy HH:mm'],
  ...['M/d/yyyy', 'M/d/yyyy HH:mm', 'M/d/yyyy HH:mm:ss', 'M/d/yyyy h:mm a', 'M/d/yyyy h:mm:ss a', 'M/d/yy', 'M-d-yyyy'],
  ...['d-MMM-yyyy', 'd MMM yyyy', 'd MMMM yyyy', 'MMM d, yyyy', 'MMMM d, yyyy', 'd-MMM-yy'],
  ...['unix_milliseconds', 'unix_seconds'],
];

/** The share of different cells that must have the format; a 31 April does not make another one of it. */
const FITTING_SHARE = 0.9;

/**
 * Finds the format in which the cells of a column are written, but for a few that have none; empty ones say nothing. Two
 * formats that read every cell as the same time are one.
 */
export function suggestTimeFormat(cells: Iterable<string>): TimeSuggestion {
  const texts = [...new Set([...cells].map((cell) => cell.trim()).filter((cell) => cell !== ''))];
  const readings = FORMATS.map((format) => ({ format, times: texts.map(readerOf(format)) }));
  const countOf = (times: readonly (number | undefined)[]) => times.filter((time) => time !== undefined).length;
  const most = Math.max(...readings.map(({ times }) => countOf(times)));
  if (most === 0 || most < texts.length * FITTING_SHARE) return { kind: 'none' };
  const fitting = new Map<string, { format: string; times: (number | undefined)[] }>();
  for (const reading of readings.filter(({ times }) => countOf(times) === most)) {
    const key = reading.times.join(' ');
    if (!fitting.has(key)) fitting.set(key, reading);
  }
  const [first, ...others] = fitting.values();
  if (!first) return { kind: 'none' };
  if (others.length > 0) return { kind: 'ambiguous', formats: [first, ...others].map(({ format }) => format) };
  return { kind: 'certain', format: first.format, odd: texts.filter((_, index) => first.times[index] === undefined) };
}

const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

function readerOf(format: string): (text: string) => number | undefined {
  const reader = createTimeReader(format, 'UTC');
  return (text) => {
    const time = reader.readInstant(text);
    return time !== undefined && time > EARLIEST && time < LATEST ? time : undefined;
  };
}
