import { LANGUAGES, type Language } from './languages';

/** What no text has: a byte without a meaning, control characters, characters of nobody. */
const NO_TEXT = /[\ufffd\p{Co}\p{Cn}\p{Cs}]|(?![\t\n\r])\p{Cc}/u;
const LETTER = /[\p{L}\p{M}]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{M}\p{N}]/u;
const LATIN_OR_DIGIT = /[a-z0-9]/i;
const HALF_WIDTH = /[\uff61-\uff9f]/u;
/** Signs that stand within words or numbers. */
const JOINING = /[\u00a0’‘´·–—]/u;
const SIGN = /[\u00a0°€£§©®–—‘’“”„«»‹›…·¿¡½¼²³µ´×ºª№‚™]/u;
const EAST_ASIAN_SIGN =
  /[\u00a0\u00b7\u2010-\u203b\u2100-\u22ff\u2460-\u24ff\u25a0-\u266f\u3000-\u303f\u3200-\u33ff\uff00-\uff65\uffe0-\uffe6]/u;

/**
 * How far texts look like one of some languages: the share of their characters beyond ASCII that stand as they do in
 * the language which fits best. 0 where something in them is no text at all; 1 where they are ASCII.
 */
export function plausibility(texts: readonly string[], languages: readonly Language[]): number {
  if (texts.some((text) => NO_TEXT.test(text))) return 0;
  return Math.max(0, ...languages.map((language) => shareOfFitting(texts, language)));
}

function shareOfFitting(texts: readonly string[], language: Language): number {
  let total = 0;
  let fitting = 0;
  for (const text of texts) {
    const characters = [...text];
    for (const [index, character] of characters.entries()) {
      if (character <= '\u007f') continue;
      total++;
      if (fits(characters[index - 1] ?? ' ', character, characters[index + 1] ?? ' ', language)) fitting++;
    }
  }
  return total === 0 ? 1 : fitting / total;
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
    if (HALF_WIDTH.test(character) && LATIN_OR_DIGIT.test(before)) return false;
    if (besideLatin === 'within words') return true;
    const neighbour = besideLatin === 'never' ? /[a-z]/i : /[a-z]/;
    return !neighbour.test(before) && !neighbour.test(after);
  }
  if (LETTER.test(character)) return false;
  if (besideLatin === 'beside capitals') return EAST_ASIAN_SIGN.test(character);
  if (!SIGN.test(character) || (character === '£' && LETTER.test(after))) return false;
  return JOINING.test(character) || !LETTER_OR_DIGIT.test(before) || !LETTER_OR_DIGIT.test(after);
}
