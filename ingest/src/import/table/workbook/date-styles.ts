import type { Archive } from './archive';
import { readXml } from './read-xml';

/** Numbers of formats that every workbook has: dates and times of the day. */
const KNOWN_DATE_FORMATS: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 45],
  [47, 47],
  [50, 58],
];

/** For each style of cells, by its number, whether a number in it is a date. */
export async function readDateStyles(archive: Archive, part: string | undefined): Promise<boolean[]> {
  const isDateStyle: boolean[] = [];
  if (part === undefined) return isDateStyle;
  const ownFormats = new Map<number, boolean>();
  const formats = readXml<number>(archive.read(part), (emit) => {
    let isCellFormat = false;
    return {
      open(name, attributes) {
        const format = Number(attributes['numFmtId'] ?? 0);
        if (name === 'cellXfs') isCellFormat = true;
        else if (name === 'numFmt') ownFormats.set(format, isDateFormat(attributes['formatCode'] ?? ''));
        else if (name === 'xf' && isCellFormat) emit(format);
      },
      close(name) {
        if (name === 'cellXfs') isCellFormat = false;
      },
    };
  });
  for await (const format of formats) {
    const isKnown = KNOWN_DATE_FORMATS.some(([first, last]) => format >= first && format <= last);
    isDateStyle.push(ownFormats.get(format) ?? isKnown);
  }
  return isDateStyle;
}

/** Whether a format such as `dd/mm/yyyy;@` shows a number as a date or time of the day; `[h]:mm` shows a duration. */
export function isDateFormat(code: string): boolean {
  const [first = ''] = code.replaceAll(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  if (/\[[hms]+\]/i.test(first)) return false;
  return /[dmyhs]/i.test(first.replaceAll(/\[[^\]]*\]/g, ''));
}
