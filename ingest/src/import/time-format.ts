import { DateTime, IANAZone } from 'luxon';

/** Times that are not written as calendar and clock. */
const NAMED_FORMATS = ['rfc3339', 'unix_seconds', 'unix_milliseconds', 'excel_serial', 'auto'] as const;
/** Languages of the names of months and of AM and PM. */
export const TIME_LOCALES = ['en', 'ko', 'de', 'fr', 'ja', 'zh', 'es', 'it', 'pt', 'nl', 'pl'] as const;
const TOKENS = [
  ...['yyyy', 'yy', 'M', 'MM', 'MMM', 'MMMM', 'd', 'dd'],
  ...['H', 'HH', 'h', 'hh', 'm', 'mm', 's', 'ss', 'SSS', 'a', 'ZZ', 'ZZZ'],
];
const MINUTE = 60_000;
const DAY = 86_400_000;
/** The last instant that a JavaScript date can hold. */
const LATEST = 8.64e15;
const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** Reads cells of one format. */
export interface TimeReader {
  /** Milliseconds since 1970, or undefined where the text does not have the format. A date alone is midnight. */
  readInstant(text: string): number | undefined;
  /** The calendar date, `2026-01-31`; of an instant the date in the time zone. */
  readDate(text: string): string | undefined;
}

/** Says what is wrong with a format, or undefined where it can be used. */
export function checkTimeFormat(format: string): string | undefined {
  if ((NAMED_FORMATS as readonly string[]).includes(format)) return undefined;
  const tokens = findTokens(format);
  const unknown = tokens.find((token) => !TOKENS.includes(token));
  if (unknown !== undefined) {
    return (
      `has ${JSON.stringify(unknown)}, which is no part of a time; it may be ${NAMED_FORMATS.join(', ')} ` +
      `or be put together from ${TOKENS.join(', ')} (dd.MM.yyyy HH:mm); other letters stand in single quotes`
    );
  }
  const initials = new Set(tokens.map((token) => token.charAt(0)));
  if (!['y', 'M', 'd'].every((initial) => initials.has(initial))) {
    return 'must have a year, a month and a day, such as yyyy-MM-dd';
  }
  if (initials.has('h') !== initials.has('a')) return 'must have both h and a (AM or PM), or H for 24 hours';
  return undefined;
}

/** Whether a format says the time of day; without, a cell is a date alone. */
export function hasTimeOfDay(format: string): boolean {
  return (
    (NAMED_FORMATS as readonly string[]).includes(format) || findTokens(format).some((token) => /^[Hhms]/.test(token))
  );
}

/**
 * @param format one that checkTimeFormat accepts
 * @param language of names in it, one of TIME_LOCALES; English unless given
 */
export function createTimeReader(format: string, timeZone: string, language?: string): TimeReader {
  const zone = IANAZone.create(timeZone);
  const toDate = (instant: number | undefined) =>
    instant === undefined ? undefined : (DateTime.fromMillis(instant, { zone }).toISODate() ?? undefined);
  if (format === 'excel_serial') {
    const wall = (text: string) => readSerial(text);
    return {
      readInstant: (text) => {
        const time = wall(text);
        return time === undefined ? undefined : toInstant(time, zone);
      },
      readDate: (text) => {
        const time = wall(text);
        return time === undefined ? undefined : new Date(time).toISOString().slice(0, 10);
      },
    };
  }
  const readNamed = namedReader(format);
  if (readNamed) return { readInstant: readNamed, readDate: (text) => toDate(readNamed(text)) };

  const isEastAsian = ['ko', 'ja', 'zh'].includes(language ?? '');
  const locale = language === undefined || isEastAsian ? 'en-US' : language;
  const parser = DateTime.buildFormatParser(format, { locale });
  const read = (text: string) =>
    DateTime.fromFormatParser(isEastAsian ? withLatinHalves(text) : text, parser, { locale, zone: 'utc' });
  const hasOffset = findTokens(format).some((token) => token.startsWith('Z'));
  const readInstant = (text: string) => {
    const time = read(text);
    if (!time.isValid) return undefined;
    return hasOffset ? time.toMillis() : toInstant(time.toMillis(), zone);
  };
  return {
    readInstant,
    readDate: (text) => (hasOffset ? toDate(readInstant(text)) : (read(text).toISODate() ?? undefined)),
  };
}

function namedReader(format: string): ((text: string) => number | undefined) | undefined {
  switch (format) {
    case 'rfc3339':
      return (text) => {
        const time = RFC_3339.test(text) ? DateTime.fromISO(text.toUpperCase()) : undefined;
        return time?.isValid ? time.toMillis() : undefined;
      };
    case 'unix_seconds':
      return (text) => readUnix(text, 1000);
    case 'unix_milliseconds':
      return (text) => readUnix(text, 1);
    default:
      return undefined;
  }
}

/** Day 0 of Excel's calendar: its day 60 is a 29 February 1900 that never was, so days from 61 on count from here. */
const EXCEL_DAY_0 = Date.UTC(1899, 11, 30);
const EXCEL_LEAP_DAY = 60;

/**
 * A date as Excel counts it: days since 1900, the time of day as their fraction (to the second, which is what it shows).
 * @returns the clock time as if it were UTC
 */
function readSerial(text: string): number | undefined {
  const days = /^\d{1,7}([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
  // Before March 1900 the calendar is off by the day that never was.
  if (!(days > EXCEL_LEAP_DAY) || days > 2_958_466) return undefined;
  return EXCEL_DAY_0 + Math.round((days * DAY) / 1000) * 1000;
}

/** A date or an RFC 3339 time so many days later, by the calendar of the time zone. */
export function addDays(value: string, days: number, timeZone: string): string {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(value);
  const later = DateTime.fromISO(value, { zone: isDate ? 'utc' : timeZone }).plus({ days });
  return isDate ? (later.toISODate() ?? value) : (later.toUTC().toISO() ?? value);
}

function readUnix(text: string, unit: number): number | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  const instant = Math.trunc(Number(text) * unit);
  return Math.abs(instant) <= LATEST ? instant : undefined;
}

/**
 * The instant at which clocks in the zone show a time. One that they show twice (autumn) is the first of the two; one
 * that they skip (spring) is as long after the gap's start as the clock time says, as in RFC 5545 and Temporal's
 * "compatible". Luxon's own answer for a time shown twice depends on the day it is asked, which would give one row
 * two different events.
 * @param wall the clock time as if it were UTC, in milliseconds
 */
function toInstant(wall: number, zone: IANAZone): number {
  const byOffsetBefore = wall - zone.offset(wall - DAY) * MINUTE;
  const byOffsetAfter = wall - zone.offset(wall + DAY) * MINUTE;
  if (byOffsetBefore === byOffsetAfter) return byOffsetBefore;
  const shows = (instant: number) => instant + zone.offset(instant) * MINUTE === wall;
  return !shows(byOffsetBefore) && shows(byOffsetAfter) ? byOffsetAfter : byOffsetBefore;
}

function findTokens(format: string): string[] {
  return format.replace(/'[^']*'/g, ' ').match(/([A-Za-z])\1*/g) ?? [];
}

/** The words for the two halves of a day; Luxon does not know those of Korean. */
const FORENOON = /오전|午前|上午/g;
const AFTERNOON = /오후|午後|下午/g;

/** Months are numbers in these languages, so that the halves of the day are the only words. */
function withLatinHalves(text: string): string {
  return text.normalize('NFC').replace(FORENOON, 'AM').replace(AFTERNOON, 'PM');
}
