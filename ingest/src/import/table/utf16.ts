/**
 * Finds UTF-16 without a byte order mark by its zero bytes: its line breaks, delimiters, digits and Latin letters have
 * one each, at the same side. Other texts have none.
 * @param head the beginning of the file
 */
export function findUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const units = Math.floor(head.length / 2);
  const zeros = { even: 0, odd: 0 };
  /** Line breaks and delimiters as UTF-16 has them, and all bytes that could be one. */
  const marks = { 'utf-16le': 0, 'utf-16be': 0, single: 0 };
  for (let index = 0; index < units * 2; index += 2) {
    const [first, second] = [head[index] ?? 0, head[index + 1] ?? 0];
    if (first === 0) zeros.even++;
    if (second === 0) zeros.odd++;
    if (MARKS.has(first) && second === 0) marks['utf-16le']++;
    else if (MARKS.has(second) && first === 0) marks['utf-16be']++;
    else marks.single += Number(MARKS.has(first)) + Number(MARKS.has(second));
  }
  const encoding = zeros.odd > zeros.even ? 'utf-16le' : 'utf-16be';
  const misplaced = Math.min(zeros.odd, zeros.even);
  return marks[encoding] > 4 * marks.single && misplaced * 20 <= units ? encoding : undefined;
}

/** CR, LF, tab, comma, semicolon, pipe. */
const MARKS = new Set([0x0d, 0x0a, 0x09, 0x2c, 0x3b, 0x7c]);
