import { analyse } from 'chardet';
import { ImportError } from '../import-error';
import { quoteCell } from '../refusal';
import { decodeLoosely } from './decode-text';
import { ENCODING_NAMES, ENCODINGS, findEncoding, type EncodingName } from './encodings';
import { LANGUAGES } from './languages';
import { plausibility } from './plausibility';

interface Reading {
  encoding: EncodingName;
  texts: string[];
  /** From 0 to 1. */
  score: number;
}

const LEAST_SCORE = 0.8;
/** A reading that is as much worse than the best is no rival. */
const MARGIN = 0.1;
/** Of the statistics of characters, of 100. */
const LEAST_CONFIDENCE = 20;

/**
 * Chooses the encoding in which cells read as text of a language that the encoding is for.
 * @throws ImportError `unknown_encoding` where several readings are as good, with a sample of each
 */
export function chooseReading(path: string, cells: readonly Buffer[]): EncodingName {
  const readings = readInAll(cells).filter(({ score }) => score > 0);
  const [best] = readings;
  const rivals = readings.filter(({ score }) => best && score >= LEAST_SCORE && score > best.score - MARGIN);
  const isSame = rivals.every(({ texts }) => texts.join('\n') === best?.texts.join('\n'));
  const chosen = isSame ? rivals[0] : chooseByFrequency(rivals, cells);
  if (chosen) return chosen.encoding;
  throw new ImportError('unknown_encoding', `${path}: ${describeReadings(rivals.length > 0 ? rivals : readings)}`);
}

/** The reading in each encoding that a file may be recognized as, the best first. */
function readInAll(cells: readonly Buffer[]): Reading[] {
  const readings = ENCODING_NAMES.filter((encoding) => ENCODINGS[encoding].languages.length > 0).map((encoding) => {
    const texts = cells.map((cell) => decodeLoosely(cell, encoding));
    return { encoding, texts, score: plausibility(texts, ENCODINGS[encoding].languages) };
  });
  return readings.sort((one, other) => other.score - one.score);
}

/**
 * Which characters are frequent decides among encodings of other scripts than Latin; for letters with accents it is too
 * rough.
 */
function chooseByFrequency(rivals: readonly Reading[], cells: readonly Buffer[]): Reading | undefined {
  if (!rivals.every(({ encoding }) => isOfOtherScript(encoding))) return undefined;
  const korean = rivals.find(({ encoding }) => encoding === 'cp949');
  if (korean && korean.texts.join('').replace(/[^가-힣]/g, '').length >= CERTAINLY_HANGUL) return korean;
  // With few characters the statistics give up, though their shares would be the same in a longer text.
  const once = Buffer.concat(cells.flatMap((cell) => [cell, Buffer.from('\n')]));
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

/** The Hangul are a fourth of their code: a Chinese or Japanese text of so many characters does not stay within it. */
const CERTAINLY_HANGUL = 8;
const RELATED: Readonly<Record<string, EncodingName>> = {
  'ISO-8859-6': 'windows-1256',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
};

function isOfOtherScript(encoding: EncodingName): boolean {
  return ENCODINGS[encoding].languages.every((language) => LANGUAGES[language].besideLatin !== 'within words');
}

const MOST_READINGS = 6;
const MOST_CELLS = 3;

function describeReadings(readings: readonly Reading[]): string {
  const hint = 'Name it in the mapping (encoding: …).';
  if (readings.length === 0) return `is not UTF-8, and reads as text in no encoding that is recognized. ${hint}`;
  const bySample = new Map<string, EncodingName[]>();
  for (const { encoding, texts } of readings) {
    const sample = [...new Set(texts)].slice(0, MOST_CELLS).map(quoteCell).join(', ');
    bySample.set(sample, [...(bySample.get(sample) ?? []), encoding]);
  }
  const choices = [...bySample].slice(0, MOST_READINGS).map(([sample, names]) => `${names.join(' or ')}: ${sample}`);
  return `is not UTF-8, and its encoding is not certain. It may be ${choices.join('; ')}. ${hint}`;
}
