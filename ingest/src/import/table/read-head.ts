import { open } from 'node:fs/promises';

/** Reads the first bytes of a file. */
export async function readHead(path: string, length: number): Promise<{ head: Buffer; isWhole: boolean }> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return { head: buffer.subarray(0, bytesRead), isWhole: bytesRead < length };
  } finally {
    await file.close();
  }
}
