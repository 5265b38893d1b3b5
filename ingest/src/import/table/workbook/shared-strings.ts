import type { Archive } from './archive';
import { readXml, TooLargeError } from './read-xml';
import { createRichText } from './rich-text';

/** Characters of all texts, which are in memory while a sheet is read. */
const MOST_CHARACTERS = 134_217_728;
const LONGEST_TEXT = 1_048_576;
/** What a short text takes beside its characters. */
const OVERHEAD = 24;

/**
 * Reads the texts of a workbook, to which its cells refer by number.
 * @throws TooLargeError where they take more memory than a table may
 */
export async function readSharedStrings(archive: Archive, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let size = 0;
  const found = readXml<string>(archive.read(part), (emit) => {
    const text = createRichText();
    let length = 0;
    return {
      open: text.open,
      text(piece) {
        length += piece.length;
        if (length > LONGEST_TEXT) throw new TooLargeError('A text of the workbook is over 1 MB');
        text.text(piece);
      },
      close(name) {
        text.close(name);
        if (name !== 'si') return;
        emit(text.take());
        length = 0;
      },
    };
  });
  for await (const text of found) {
    size += text.length + OVERHEAD;
    if (size > MOST_CHARACTERS) throw new TooLargeError('The texts of the workbook are over 128 MB');
    strings.push(text);
  }
  return strings;
}
