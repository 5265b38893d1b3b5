import { createReadStream } from 'node:fs';

/** Enough to know an encoding by; a file may have gigabytes. */
const MOST_BYTES = 65_536;
const LONGEST_CELL = 1_024;
const LONGEST_PART = 65_536;

/** What decides about the encoding of a file without a byte order mark. */
export interface ByteSample {
  /** Whether the whole file is valid UTF-8. */
  isUtf8: boolean;
  /** The first cells that have bytes beyond ASCII, from anywhere in the file. */
  cells: Buffer[];
}

/** Reads a whole file in bounded memory. */
export async function sampleBytes(path: string): Promise<ByteSample> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const sample: ByteSample = { isUtf8: true, cells: [] };
  let size = 0;
  let rest: Buffer = Buffer.alloc(0);
  const take = (cells: Buffer) => {
    for (const cell of cellsBeyondAscii(cells)) {
      if (size >= MOST_BYTES) return;
      sample.cells.push(cell.subarray(0, LONGEST_CELL));
      size += cell.length;
    }
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    sample.isUtf8 &&= isValid(() => decoder.decode(chunk, { stream: true }));
    if (size >= MOST_BYTES) {
      if (!sample.isUtf8) break;
      continue;
    }
    const bytes = Buffer.concat([rest, chunk]);
    const end = Math.max(bytes.lastIndexOf(LINE_FEED), bytes.lastIndexOf(CARRIAGE_RETURN)) + 1;
    take(bytes.subarray(0, end));
    rest = bytes.length - end > LONGEST_PART ? Buffer.alloc(0) : bytes.subarray(end);
  }
  take(rest);
  sample.isUtf8 &&= isValid(() => decoder.decode());
  return sample;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Line ends and delimiters. A pipe is not among them: it is the second byte of characters in East Asian encodings. */
const BOUNDARIES = new Set([LINE_FEED, CARRIAGE_RETURN, 0x09, 0x2c, 0x3b, 0x22]);

function* cellsBeyondAscii(bytes: Buffer): Generator<Buffer> {
  let begin = 0;
  let isAscii = true;
  for (let index = 0; index <= bytes.length; index++) {
    const byte = bytes[index];
    if (byte === undefined || BOUNDARIES.has(byte)) {
      if (!isAscii) yield bytes.subarray(begin, index);
      begin = index + 1;
      isAscii = true;
    } else if (byte > 0x7f) {
      isAscii = false;
    }
  }
}

function isValid(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}
