import { Problem } from '../http/problems';
import { GrowingBuffer } from './growing-buffer';

const NEWLINE = 0x0a;

/**
 * The lines of a stream of bytes without their newline and without empty ones, as many at once as have come; the last
 * needs no newline.
 * @throws Problem `line_too_long`, after the lines before it were given
 */
export async function* splitLines(
  stream: AsyncIterable<Buffer>,
  maximumBytes: number,
): AsyncGenerator<Buffer[], void, undefined> {
  const begun = new GrowingBuffer();
  for await (const bytes of stream) {
    const lines: Buffer[] = [];
    let start = 0;
    let tooLong = false;
    while (start < bytes.length) {
      const newline = bytes.indexOf(NEWLINE, start);
      const piece = bytes.subarray(start, newline < 0 ? undefined : newline);
      start += piece.length + 1;
      tooLong = begun.length + piece.length > maximumBytes;
      if (tooLong) break;
      if (newline < 0) begun.append(piece);
      else if (begun.length > 0) lines.push(begun.takeWith(piece));
      else if (piece.length > 0) lines.push(piece);
    }
    if (lines.length > 0) yield lines;
    if (tooLong) throw new Problem('line_too_long', `A line may have ${maximumBytes} bytes.`);
  }
  if (begun.length > 0) yield [begun.takeWith(Buffer.alloc(0))];
}
