import { chooseReading } from './choose-reading';
import { decodeLoosely } from './decode-text';
import type { EncodingName } from './encodings';
import { readHead } from './read-head';
import { sampleBytes } from './sample-bytes';
import { findUtf16 } from './utf16';

const MARKS: readonly (readonly [EncodingName, Buffer])[] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
];
const HEAD = 65_536;

/**
 * Finds the encoding of a table. A byte order mark comes first, before `given`: a corrected file of refused rows has
 * one, whatever the table was. Then `given`; then UTF-16 by its zero bytes, UTF-8 where the whole file is valid, and
 * for others what reads as text of a language that the encoding is for.
 * @throws ImportError `unknown_encoding` where several readings are as good, with a sample of each
 */
export async function detectEncoding(path: string, given?: EncodingName): Promise<EncodingName> {
  const { head } = await readHead(path, HEAD);
  const marked = MARKS.find(([, mark]) => head.subarray(0, mark.length).equals(mark))?.[0];
  const known = marked ?? given;
  if (known) return known;
  if (head.includes(0)) {
    const utf16 = findUtf16(head);
    if (utf16) return utf16;
  }
  const { isUtf8, cells } = await sampleBytes(path);
  if (isUtf8 || isNearlyUtf8(cells)) return 'utf-8';
  return chooseReading(path, cells);
}

/** A few broken characters do not make a file of another encoding: it is to be refused with their line. */
function isNearlyUtf8(cells: readonly Buffer[]): boolean {
  const broken = cells.filter((cell) => decodeLoosely(cell, 'utf-8').includes('\ufffd')).length;
  return broken * 4 <= cells.length;
}
