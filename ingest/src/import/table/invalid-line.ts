import { createReadStream } from 'node:fs';
import { createDecoder } from './decode-text';
import type { EncodingName } from './encodings';

/** Finds the first line with bytes that have no meaning in the encoding, counted from 1, in a file that has some. */
export async function findInvalidLine(path: string, encoding: EncodingName): Promise<number> {
  const decode = createDecoder(encoding, { fatal: false });
  let line = 1;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const text = decode(chunk);
    const end = text.indexOf('\ufffd');
    line += countLineBreaks(end < 0 ? text : text.slice(0, end));
    if (end >= 0) break;
  }
  return line;
}

/** CRLF, LF or CR; a CRLF that is cut in two counts as one. */
function countLineBreaks(text: string): number {
  const lineFeeds = text.split('\n').length - 1;
  return lineFeeds > 0 ? lineFeeds : text.split('\r').length - 1;
}
