import { SaxesParser } from 'saxes';

export interface XmlHandlers {
  /** @param name without its namespace; so are the names of attributes */
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/** A text or a tag is held in memory as a whole; no cell may have as much. */
const MOST_BETWEEN_TAGS = 4_194_304;

const MOST_DEPTH = 100;

/** Something in a workbook is larger than any table needs. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/**
 * Reads XML piece by piece, in bounded memory. What the handlers emit is given on after each piece; of no bytes nothing is.
 * @throws TooLargeError; an error of saxes where it is no XML
 */
export async function* readXml<Item>(
  bytes: AsyncIterable<Buffer>,
  createHandlers: (emit: (item: Item) => void) => XmlHandlers,
): AsyncGenerator<Item, void> {
  let items: Item[] = [];
  let isEmpty = true;
  let sinceTag = 0;
  let depth = 0;
  const handlers = createHandlers((item) => items.push(item));
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('opentag', ({ name, attributes }) => {
    sinceTag = 0;
    if (++depth > MOST_DEPTH) throw new TooLargeError('The workbook has elements within elements without end');
    handlers.open?.(localName(name), attributes);
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('closetag', ({ name }) => {
    sinceTag = 0;
    depth--;
    handlers.close?.(localName(name));
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of bytes) {
    isEmpty = false;
    sinceTag += piece.length;
    parser.write(decoder.decode(piece, { stream: true }));
    if (sinceTag > MOST_BETWEEN_TAGS) throw new TooLargeError('A text of the workbook is over 4 MB');
    yield* items;
    items = [];
  }
  if (isEmpty) return;
  parser.close();
  yield* items;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
