import { analyse } from 'chardet';
import { ImportError } from '../import-error';
import { quoteCell } from '../refusal';
import { decodeLoosely } from './decode-text';
import { ENCODING_NAMES, ENCODINGS, findEncoding, type EncodingName } from './encodings';
import { LANGUAGES } from './languages';
import { plausibilityOf, type Plausibility } from './plausibility';

interface Reading extends Plausibility {
  encoding: EncodingName;
  texts: string[];
}

/** Of a reading that may be right: of `whole` and `each` on average. */
const LEAST_PLAUSIBILITY = 0.75;

/**
 * Chooses the encoding in which cells read as text of a language that the encoding is for.
 * @param all cells with bytes beyond ASCII
 * @throws ImportError `unknown_encoding` where several readings are as good, with a sample of each
 */
export function chooseReading(path: string, all: readonly Buffer[]): EncodingName {
  const cells = [...new Map(all.map((cell) => [cell.toString('latin1'), cell])).values()];
  const readings = readInAll(cells);
  const [best] = readings;
  const rivals = best && isPlausible(best) ? readings.filter((reading) => !isWorse(reading, best)) : [];
  const isSame = rivals.every(({ texts }) => texts.join('\n') === best?.texts.join('\n'));
  const chosen = isSame ? rivals[0] : chooseByFrequency(rivals, cells);
  if (chosen) return chosen.encoding;
  throw new ImportError('unknown_encoding', `${path}: ${describeReadings(rivals.length > 0 ? rivals : readings)}`);
}

/** The reading in each encoding that a file may be recognized as, the best first. */
function readInAll(cells: readonly Buffer[]): Reading[] {
  const readings = ENCODING_NAMES.flatMap((encoding) => {
    const { languages } = ENCODINGS[encoding];
    if (languages.length === 0) return [];
    const texts = cells.map((cell) => decodeLoosely(cell, encoding));
    const plausibility = plausibilityOf(texts, languages);
    return plausibility && plausibility.each > 0 ? [{ encoding, texts, ...plausibility }] : [];
  });
  return readings.sort((one, other) => other.whole + other.each - one.whole - one.each);
}

function isPlausible({ whole, each }: Plausibility): boolean {
  return (whole + each) / 2 >= LEAST_PLAUSIBILITY;
}

/**
 * Whether a reading is so much worse than the best that it is no rival: some of its texts are of no language, or too many
 * characters are not of the language of the others for that to be chance.
 */
function isWorse(reading: Reading, best: Reading): boolean {
  const lost = best.each - reading.each;
  if (lost >= 0.1 || (lost >= 0.05 && reading.texts.length >= 20)) return true;
  return best.whole - reading.whole >= 0.1 && reading.misfits - best.misfits >= 3;
}

/**
 * Which characters are frequent decides among encodings of other scripts than Latin; for letters with accents it is too
 * rough.
 */
function chooseByFrequency(rivals: readonly Reading[], cells: readonly Buffer[]): Reading | undefined {
  if (rivals.some(({ encoding }) => scriptsOf(encoding).includes('within words'))) return undefined;
  const korean = rivals.find(({ encoding }) => encoding === 'cp949');
  if (korean && korean.texts.join('').replace(/[^가-힣]/g, '').length >= CERTAINLY_HANGUL) return korean;
  // With few characters the statistics give up, though their shares would be the same in a longer text.
  const once = Buffer.concat(cells.flatMap((cell) => [cell, Buffer.from('\n')]));
  const isEastAsian = rivals.every(({ encoding }) => scriptsOf(encoding).includes('beside capitals'));
  if (once.length < (isEastAsian ? LEAST_SAMPLE.eastAsian : LEAST_SAMPLE.other)) return undefined;
  const text = Buffer.concat(Array.from({ length: Math.ceil(2_000 / once.length) }, () => once));
  const confidences = new Map<EncodingName, number>();
  for (const { name, confidence } of analyse(text)) {
    const encoding = RELATED[name] ?? findEncoding(name);
    if (encoding) confidences.set(encoding, Math.max(confidence, confidences.get(encoding) ?? 0));
  }
  const confidence = ({ encoding }: Reading) => confidences.get(encoding) ?? 0;
  const [first, second] = [...rivals].sort((one, other) => confidence(other) - confidence(one));
  if (!first || !second) return undefined;
  const isCertain = confidence(first) >= LEAST_CONFIDENCE && confidence(first) >= 2 * confidence(second);
  return isCertain ? first : undefined;
}

/** Of the statistics of characters, of 100. */
const LEAST_CONFIDENCE = 20;
/** Bytes without which they are chance: of a few characters of two bytes, or of more characters that are letters. */
const LEAST_SAMPLE = { eastAsian: 8, other: 24 };
/** The Hangul are a fourth of their code: a Chinese or Japanese text of so many characters does not stay within it. */
const CERTAINLY_HANGUL = 8;
const RELATED: Readonly<Record<string, EncodingName>> = {
  'ISO-8859-6': 'windows-1256',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
};

function scriptsOf(encoding: EncodingName) {
  return ENCODINGS[encoding].languages.map((language) => LANGUAGES[language].besideLatin);
}

/** The cells, by their position, that do not read the same in all encodings; all where there is but one reading. */
function cellsToShow(readings: readonly Reading[]): number[] {
  const cells = [...(readings[0]?.texts.keys() ?? [])];
  if (readings.length === 1) return cells;
  return cells.filter((cell) => new Set(readings.map(({ texts }) => texts[cell])).size > 1);
}

const MOST_READINGS = 6;
const MOST_CELLS = 3;

function describeReadings(readings: readonly Reading[]): string {
  const hint = 'Name it in the mapping (encoding: …).';
  if (readings.length === 0) return `is not UTF-8, and reads as text in no encoding that is recognized. ${hint}`;
  const shown = cellsToShow(readings).slice(0, MOST_CELLS);
  const bySample = new Map<string, EncodingName[]>();
  for (const { encoding, texts } of readings) {
    const sample = shown.map((cell) => quoteCell(texts[cell] ?? '')).join(', ');
    bySample.set(sample, [...(bySample.get(sample) ?? []), encoding]);
  }
  const choices = [...bySample].slice(0, MOST_READINGS).map(([sample, names]) => `${names.join(' or ')}: ${sample}`);
  return `is not UTF-8, and its encoding is not certain. It may be ${choices.join('; ')}. ${hint}`;
}
