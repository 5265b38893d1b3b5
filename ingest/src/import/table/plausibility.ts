import { LANGUAGES, type Language } from './languages';

/** What no text has: a byte without a meaning, control characters, characters of nobody. */
const NO_TEXT = /[\ufffd\p{Co}\p{Cn}\p{Cs}]|(?![\t\n\r])\p{Cc}/u;
const LETTER = /[\p{L}\p{M}]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{M}\p{N}]/u;
const HALF_WIDTH = /[\uff61-\uff9f]/u;
/** Signs that stand within words or numbers. */
const JOINING = /[\u00a0’‘´·–—]/u;
const SIGN = /[\u00a0°€£§©®–—‘’“”„«»‹›…·¿¡½¼²³µ´×ºª№‚™]/u;
const EAST_ASIAN_SIGN =
  /[\u00a0\u00b7\u2010-\u203b\u2100-\u22ff\u2460-\u24ff\u25a0-\u266f\u3000-\u303f\u3200-\u33ff\uff00-\uff65\uffe0-\uffe6]/u;

/** How far texts look like some languages, by their characters beyond ASCII. */
export interface Plausibility {
  /** The share that stands as in a language, in the one language that fits all texts best; from 0 to 1. */
  whole: number;
  /** How many others there are. */
  misfits: number;
  /** The same share in the best language of each text, on average: names of several countries stand in one table. */
  each: number;
}

/** @returns undefined where something in the texts is no text at all */
export function plausibilityOf(texts: readonly string[], languages: readonly Language[]): Plausibility | undefined {
  if (texts.some((text) => NO_TEXT.test(text))) return undefined;
  const total = texts.reduce((sum, text) => sum + text.replace(/[\0-\x7f]/g, '').length, 0);
  let misfits = total;
  const best = texts.map(() => 0);
  for (const language of languages) {
    const counts = texts.map((text) => countFitting(text, language));
    misfits = Math.min(misfits, total - counts.reduce((sum, { fitting }) => sum + fitting, 0));
    for (const [index, { fitting, all }] of counts.entries()) best[index] = Math.max(best[index] ?? 0, fitting / all);
  }
  const each = best.reduce((sum, share) => sum + share, 0) / texts.length;
  return { whole: 1 - misfits / total, misfits, each };
}

function countFitting(text: string, language: Language): { fitting: number; all: number } {
  const characters = [...text];
  let [fitting, all] = [0, 0];
  for (const [index, character] of characters.entries()) {
    if (character <= '\u007f') continue;
    all++;
    if (fits(characters[index - 1] ?? ' ', character, characters[index + 1] ?? ' ', language)) fitting++;
  }
  return { fitting, all };
}

/** A capital letter is not alone, as a currency sign is, nor after a small one, as in an alphabet of another order. */
function isCapitalFitting(before: string, after: string): boolean {
  return !/\p{Ll}/u.test(before) && (LETTER.test(before) || LETTER.test(after));
}

function fits(before: string, character: string, after: string, language: Language): boolean {
  const { letters, besideLatin } = LANGUAGES[language];
  if (letters.test(character)) {
    if (/\p{Lu}/u.test(character) && !isCapitalFitting(before, after)) return false;
    if (character === 'ς' && LETTER.test(after)) return false;
    if (HALF_WIDTH.test(character) && !HALF_WIDTH.test(before) && !HALF_WIDTH.test(after)) return false;
    if (besideLatin === 'within words') return true;
    if (besideLatin === 'never' && !LETTER.test(before) && !LETTER.test(after)) return false;
    const neighbour = besideLatin === 'never' ? /[a-z]/i : /[a-z]/;
    return !neighbour.test(before) && !neighbour.test(after);
  }
  if (LETTER.test(character)) return false;
  if (besideLatin === 'beside capitals') return EAST_ASIAN_SIGN.test(character);
  if (!SIGN.test(character) || (character === '£' && LETTER.test(after))) return false;
  return JOINING.test(character) || !LETTER_OR_DIGIT.test(before) || !LETTER_OR_DIGIT.test(after);
}
