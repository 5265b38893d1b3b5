import iconv from 'iconv-lite';
import { ENCODINGS, type EncodingName } from './encodings';

/** A byte sequence that has no meaning in the encoding. */
export class InvalidBytesError extends Error {
  override readonly name = 'InvalidBytesError';
}

/**
 * Bytes to text as they come, without the byte order mark.
 * @throws InvalidBytesError where they are not of the encoding: nothing is ever replaced
 */
export async function* decodeText(bytes: AsyncIterable<Buffer>, encoding: EncodingName): AsyncGenerator<string, void> {
  const decode = createDecoder(encoding, { fatal: true });
  for await (const chunk of bytes) {
    const text = decode(chunk);
    if (text !== '') yield text;
  }
  const rest = decode();
  if (rest !== '') yield rest;
}

/** A whole text where bytes without a meaning become U+FFFD, to look at what may be of another encoding. */
export function decodeLoosely(bytes: Buffer, encoding: EncodingName): string {
  const decode = createDecoder(encoding, { fatal: false });
  return decode(bytes) + decode();
}

/**
 * Makes a function that takes bytes piece by piece and, called without any, gives what is left.
 * @param fatal whether it throws an InvalidBytesError for bytes without a meaning, or makes U+FFFD of them
 */
export function createDecoder(encoding: EncodingName, { fatal }: { fatal: boolean }): (chunk?: Buffer) => string {
  const known = ENCODINGS[encoding];
  if ('codec' in known) {
    const decoder = iconv.getDecoder(known.codec);
    return (chunk) => {
      const text = chunk ? decoder.write(chunk) : (decoder.end() ?? '');
      // None of these encodings is used for this character; it stands for bytes without a meaning.
      if (fatal && text.includes('\ufffd')) throw new InvalidBytesError(`Not ${encoding}`);
      return text;
    };
  }
  const decoder = new TextDecoder(encoding, { fatal });
  return (chunk) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      throw new InvalidBytesError(`Not ${encoding}`, { cause });
    }
  };
}
