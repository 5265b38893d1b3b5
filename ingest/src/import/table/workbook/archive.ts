import type { Readable } from 'node:stream';
import { openPromise, type Entry } from 'yauzl';

/** The parts of a workbook, which is a ZIP file. */
export interface Archive {
  has: (part: string) => boolean;
  /** Bytes of a part once it is inflated, as the archive says; no more are read. */
  sizeOf: (part: string) => number;
  /** The inflated bytes of a part, empty where it is not there. */
  read: (part: string) => AsyncIterable<Buffer>;
  close: () => void;
}

/** A workbook has a few parts for each of its sheets. */
const MOST_PARTS = 10_000;

/** @throws an error of yauzl where the file is no ZIP file */
export async function openArchive(path: string): Promise<Archive> {
  const file = await openPromise(path, { autoClose: false, lazyEntries: true });
  const entries = new Map<string, Entry>();
  try {
    if (file.entryCount > MOST_PARTS) throw new Error(`It has ${file.entryCount} parts`);
    for await (const entry of file.eachEntry()) entries.set(entry.fileName, entry);
  } catch (cause) {
    file.close();
    throw cause;
  }
  return {
    has: (part) => entries.has(part),
    sizeOf: (part) => entries.get(part)?.uncompressedSize ?? 0,
    async *read(part) {
      const entry = entries.get(part);
      if (entry) yield* (await file.openReadStreamPromise(entry)) as Readable & AsyncIterable<Buffer>;
    },
    close: () => file.close(),
  };
}
