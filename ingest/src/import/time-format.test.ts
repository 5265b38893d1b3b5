import { addDays, checkTimeFormat, createTimeReader } from './time-format';

function readInstant(text: string, format: string, timeZone = 'UTC'): string | undefined {
  const instant = createTimeReader(format, timeZone).readInstant(text);
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

describe('instants', () => {
  it.each([
    ['2025-03-05', 'yyyy-MM-dd', '2025-03-05T00:00:00.000Z'],
    ['05.03.2025', 'dd.MM.yyyy', '2025-03-05T00:00:00.000Z'],
    ['03/05/2025', 'MM/dd/yyyy', '2025-03-05T00:00:00.000Z'],
    ['05/03/2025', 'dd/MM/yyyy', '2025-03-05T00:00:00.000Z'],
    ['05.03.2025 14:30', 'dd.MM.yyyy HH:mm', '2025-03-05T14:30:00.000Z'],
    ['2025-03-05 14:30:15', 'yyyy-MM-dd HH:mm:ss', '2025-03-05T14:30:15.000Z'],
    ['3/5/25, 2:30 PM', 'M/d/yy, h:mm a', '2025-03-05T14:30:00.000Z'],
    ['5 Mar 2025', 'd MMM yyyy', '2025-03-05T00:00:00.000Z'],
    ['2025-03-05T14:30:15.250+0100', "yyyy-MM-dd'T'HH:mm:ss.SSSZZZ", '2025-03-05T13:30:15.250Z'],
    ['2025-03-05T14:30:15+01:00', 'rfc3339', '2025-03-05T13:30:15.000Z'],
    ['1741185015', 'unix_seconds', '2025-03-05T14:30:15.000Z'],
    ['1741185015.25', 'unix_seconds', '2025-03-05T14:30:15.250Z'],
    ['1741185015250', 'unix_milliseconds', '2025-03-05T14:30:15.250Z'],
  ])('%s as %s', (text, format, expected) => {
    expect(readInstant(text, format)).toBe(expected);
  });

  it.each([
    ['31.04.2025', 'dd.MM.yyyy'],
    ['5.3.2025', 'dd.MM.yyyy'],
    ['05.03.2025 ', 'dd.MM.yyyy'],
    ['05.03.2025 14:30', 'dd.MM.yyyy'],
    ['2025-03-05T14:30:15', 'rfc3339'],
    ['2025-02-29T00:00:00Z', 'rfc3339'],
    ['2025-W10', 'rfc3339'],
    ['', 'unix_seconds'],
    ['0x10', 'unix_seconds'],
    ['99999999999999999', 'unix_milliseconds'],
  ])('%s is not %s', (text, format) => {
    expect(readInstant(text, format)).toBeUndefined();
  });

  it('reads a date as midnight in the time zone', () => {
    expect(readInstant('05.03.2025', 'dd.MM.yyyy', 'Europe/Berlin')).toBe('2025-03-04T23:00:00.000Z');
    expect(readInstant('2025-07-05', 'yyyy-MM-dd', 'Asia/Seoul')).toBe('2025-07-04T15:00:00.000Z');
  });

  it('moves a clock time that is skipped forward by the gap, and takes the first of one that is shown twice', () => {
    const format = 'yyyy-MM-dd HH:mm';
    expect(readInstant('2025-03-30 01:59', format, 'Europe/Berlin')).toBe('2025-03-30T00:59:00.000Z');
    expect(readInstant('2025-03-30 02:30', format, 'Europe/Berlin')).toBe('2025-03-30T01:30:00.000Z');
    expect(readInstant('2025-03-30 03:00', format, 'Europe/Berlin')).toBe('2025-03-30T01:00:00.000Z');
    expect(readInstant('2025-10-26 01:59', format, 'Europe/Berlin')).toBe('2025-10-25T23:59:00.000Z');
    expect(readInstant('2025-10-26 02:30', format, 'Europe/Berlin')).toBe('2025-10-26T00:30:00.000Z');
    expect(readInstant('2025-10-26 03:00', format, 'Europe/Berlin')).toBe('2025-10-26T02:00:00.000Z');
    expect(readInstant('2025-11-02 01:30', format, 'America/New_York')).toBe('2025-11-02T05:30:00.000Z');
  });

  it('begins a day without midnight at its first instant', () => {
    expect(readInstant('2018-11-04', 'yyyy-MM-dd', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
  });
});

describe('dates', () => {
  it.each([
    ['05.03.2025 23:30', 'dd.MM.yyyy HH:mm', '2025-03-05'],
    ['2025-03-05T23:30:00Z', 'rfc3339', '2025-03-06'],
    ['1741217400', 'unix_seconds', '2025-03-06'],
    ['2025-03-05 23:30 +00:00', 'yyyy-MM-dd HH:mm ZZ', '2025-03-06'],
    ['30.02.2025', 'dd.MM.yyyy', undefined],
  ])('%s as %s is %s in Berlin', (text, format, expected) => {
    expect(createTimeReader(format, 'Europe/Berlin').readDate(text)).toBe(expected);
  });
});

describe('formats', () => {
  it.each(['yyyy-MM-dd', 'd.M.yy', "yyyy-MM-dd'T'HH:mm", 'rfc3339', 'unix_milliseconds'])(
    '%s can be used',
    (format) => {
      expect(checkTimeFormat(format)).toBeUndefined();
    },
  );

  it.each([
    ['YYYY-MM-DD', /has "YYYY", which is no part of a time; it may be rfc3339, .* from yyyy, yy/],
    ['yyyy-MM-ddTHH:mm', /has "T".*other letters stand in single quotes/],
    ['HH:mm', /must have a year, a month and a day/],
    ['yyyy-mm-dd', /must have a year, a month and a day/],
    ['yyyy-MM-dd hh:mm', /must have both h and a/],
  ])('%s is refused', (format, expected) => {
    expect(checkTimeFormat(format)).toMatch(expected);
  });
});

it.each([
  ['2025년 3월 4일 오후 3:20', 'yyyy년 M월 d일 a h:mm', 'ko', '2025-03-04T15:20:00.000Z'],
  ['4. März 2025', 'd. MMMM yyyy', 'de', '2025-03-04T00:00:00.000Z'],
  ['4 mars 2025', 'd MMMM yyyy', 'fr', '2025-03-04T00:00:00.000Z'],
  ['2025年3月4日 午後3:20', 'yyyy年M月d日 ah:mm', 'ja', '2025-03-04T15:20:00.000Z'],
  ['2025年3月4日 下午3:20', 'yyyy年M月d日 ah:mm', 'zh', '2025-03-04T15:20:00.000Z'],
  ['45720', 'excel_serial', 'en', '2025-03-04T00:00:00.000Z'],
  ['45720.75', 'excel_serial', 'en', '2025-03-04T18:00:00.000Z'],
])('reads %s as %s in %s', (text, format, language, expected) => {
  const instant = createTimeReader(format, 'UTC', language).readInstant(text);
  expect(new Date(instant ?? 0).toISOString()).toBe(expected);
});

it('takes a serial number for the clock of the time zone, and none for a day that never was', () => {
  const berlin = createTimeReader('excel_serial', 'Europe/Berlin');
  expect(berlin.readInstant('45720.5')).toBe(Date.parse('2025-03-04T11:00:00Z'));
  expect(berlin.readDate('45720.9')).toBe('2025-03-04');
  expect(berlin.readInstant('60')).toBeUndefined();
  expect(berlin.readInstant('2025-03-04')).toBeUndefined();
});

it('counts days on by the calendar', () => {
  expect(addDays('2025-02-27', 30, 'Europe/Berlin')).toBe('2025-03-29');
  expect(addDays('2025-03-29T11:00:00.000Z', 1, 'Europe/Berlin')).toBe('2025-03-30T10:00:00.000Z');
});
