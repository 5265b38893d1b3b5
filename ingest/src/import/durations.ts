/** What a duration is counted in. */
export const DURATION_UNITS = ['seconds', 'minutes', 'hours'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

const SECONDS: Readonly<Record<DurationUnit, number>> = { seconds: 1, minutes: 60, hours: 3600 };
const CLOCK = /^(?:(\d+):)?(\d{1,3}):(\d{1,2})(?:[.,](\d+))?$/;
const WORDS =
  /^(?:(\d+)\s*(?:h|hr|hrs|hours?|std|시간|時間)\.?)?\s*(?:(\d+)\s*(?:m|min|mins|minutes?|분|分)\.?)?\s*(?:(\d+(?:\.\d+)?)\s*(?:s|sec|secs|seconds?|sek|초|秒)\.?)?$/i;
const ISO = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/i;

/**
 * Reads a duration that is written as a clock (00:02:14), in words (2m 14s) or as ISO 8601 has it (PT2M14S).
 * @param unit what the field counts in: of 2:14 the last part is the next smaller one, seconds at the least
 * @returns the duration in that unit; undefined where the text is none
 */
export function readDuration(text: string, unit: DurationUnit): number | undefined {
  const seconds = readClock(text, unit) ?? readParts(WORDS, text) ?? readParts(ISO, text);
  return seconds === undefined ? undefined : seconds / SECONDS[unit];
}

function readClock(text: string, unit: DurationUnit): number | undefined {
  const [, first, second, third, fraction] = CLOCK.exec(text) ?? [];
  if (second === undefined || third === undefined || Number(third) > 59) return undefined;
  const part = Number(`${third}.${fraction ?? 0}`);
  if (first === undefined) return unit === 'seconds' ? Number(second) * 60 + part : Number(second) * 3600 + part * 60;
  return Number(second) > 59 ? undefined : Number(first) * 3600 + Number(second) * 60 + part;
}

function readParts(pattern: RegExp, text: string): number | undefined {
  const match = pattern.exec(text);
  const parts = match?.slice(1) ?? [];
  if (parts.every((part) => part === undefined)) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + seconds;
}

/** The unit in which a field of events counts. */
export function unitOf(field: string): DurationUnit | undefined {
  if (field === 'duration_s') return 'seconds';
  return field === 'minutes' ? 'minutes' : undefined;
}

/** A plain number of one unit in another. */
export function convertDuration(value: number, from: DurationUnit, to: DurationUnit): number {
  return (value * SECONDS[from]) / SECONDS[to];
}
