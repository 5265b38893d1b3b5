import { Problem } from '../http/problems';

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

/** A line that comes in pieces: one buffer that doubles, since many tiny ones would cost far more than their bytes. */
class GrowingBuffer {
  length = 0;
  private bytes = Buffer.alloc(0);

  append(piece: Buffer): void {
    const needed = this.length + piece.length;
    if (needed > this.bytes.length) {
      const grown = Buffer.alloc(Math.max(needed, 2 * this.bytes.length));
      this.bytes.copy(grown, 0, 0, this.length);
      this.bytes = grown;
    }
    piece.copy(this.bytes, this.length);
    this.length = needed;
  }

  /** What was gathered and the last piece, as a buffer of its own; starts anew. */
  takeWith(last: Buffer): Buffer {
    const whole = Buffer.concat([this.bytes.subarray(0, this.length), last]);
    this.length = 0;
    return whole;
  }
}
