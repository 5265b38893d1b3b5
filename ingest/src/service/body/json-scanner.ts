import { isUtf8 } from 'node:buffer';
import { GrowingBuffer } from './growing-buffer';

/** What a JSON text may hold. An item is an element of the outermost array, else the text as a whole. */
export interface JsonLimits {
  /** How many arrays and objects may stand within each other. */
  depth: number;
  items: number;
  /** Of one item: its bytes, and its values – texts, numbers, literals, arrays and objects. */
  itemBytes: number;
  itemValues: number;
}

export type JsonScanErrorCode =
  'invalid_json' | 'invalid_utf8' | 'json_too_deep' | 'too_many_items' | 'too_many_values' | 'item_too_large';

/** A text that is no JSON, or more than the limits allow. The message repeats nothing of the text. */
export class JsonScanError extends Error {
  override readonly name = 'JsonScanError';

  constructor(
    readonly code: JsonScanErrorCode,
    message: string,
  ) {
    super(message);
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const ARRAY = { begin: 0x5b, end: 0x5d };
const OBJECT = { begin: 0x7b, end: 0x7d };
const WHITE_SPACE = bytesIn(' \t\r\n');
/** What ends a number or a literal. */
const DELIMITERS = bytesIn(' \t\r\n,:[]{}"');
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
const ESCAPE = /^\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/;
const LONGEST_ESCAPE = '\\u0000'.length;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** What may come next. */
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

/**
 * Reads the outline of a JSON text while it comes: whether it is JSON, within the limits, and where its items lie. It
 * builds no values, so that a hostile text costs no more than its bytes; what it has passed, `JSON.parse` takes.
 * Grammar: https://www.rfc-editor.org/rfc/rfc8259
 */
export class JsonScanner {
  readonly #text = new GrowingBuffer();
  /** The opening brackets around the position. */
  readonly #open: number[] = [];
  /** Begin and end of each item, in turn. */
  readonly #bounds: number[] = [];
  #expected: Expected = 'value';
  #position = 0;
  #isSplit = false;
  #itemBegin = 0;
  #itemValues = 0;
  /** A text or number that is not whole yet is looked at again when it has doubled, so that it costs linear time. */
  #worthwhileLength = 0;

  /** @param split whether the items of an array are the array's elements; else any text is one item */
  constructor(
    private readonly limits: JsonLimits,
    private readonly split: boolean,
  ) {}

  /** Bytes that came so far. */
  get length(): number {
    return this.#text.length;
  }

  /** Whether the text is an array whose elements are the items. */
  get isSplit(): boolean {
    return this.#isSplit;
  }

  /** Takes the next bytes. @throws JsonScanError as soon as one is certain */
  push(bytes: Buffer): void {
    this.#text.append(bytes);
    if (this.length >= this.#worthwhileLength) this.#scan(false);
    const isWithinItem = this.#open.length > (this.#isSplit ? 1 : 0);
    this.#checkSize(isWithinItem ? this.#itemBegin : this.#position, this.length);
  }

  /** Says that the text is whole. @throws JsonScanError */
  end(): void {
    this.#scan(true);
    if (this.#expected !== 'nothing') throw new JsonScanError('invalid_json', 'The text is not valid JSON.');
    if (!isUtf8(this.#text.bytes)) throw notUtf8();
  }

  /** The items, each as its part of the text. */
  *items(): Generator<Buffer, void, undefined> {
    const { bytes } = this.#text;
    for (let place = 0; place < this.#bounds.length; place += 2) {
      yield bytes.subarray(this.#bounds[place], this.#bounds[place + 1]);
    }
  }

  #scan(isWhole: boolean): void {
    const { bytes } = this.#text;
    if (this.#position === 0 && !this.#passByteOrderMark(bytes, isWhole)) return;
    for (;;) {
      while (WHITE_SPACE[bytes[this.#position] ?? 0] === 1) this.#position++;
      if (this.#position >= bytes.length) return;
      if (!this.#step(bytes, bytes[this.#position] ?? 0, isWhole)) {
        this.#worthwhileLength = 2 * bytes.length - this.#position;
        return;
      }
    }
  }

  /** Reads one token. @returns false where it is not whole yet */
  #step(bytes: Buffer, byte: number, isWhole: boolean): boolean {
    const isInObject = this.#open.at(-1) === OBJECT.begin;
    switch (this.#expected) {
      case 'value or end':
        return byte === ARRAY.end ? this.#close() : this.#readValue(bytes, byte, isWhole);
      case 'value':
        return this.#readValue(bytes, byte, isWhole);
      case 'key or end':
        return byte === OBJECT.end ? this.#close() : this.#readKey(bytes, byte, isWhole);
      case 'key':
        return this.#readKey(bytes, byte, isWhole);
      case 'colon':
        return byte === COLON ? this.#pass('value') : this.#fail(this.#position);
      case 'comma or end':
        if (byte === COMMA) return this.#pass(isInObject ? 'key' : 'value');
        return byte === (isInObject ? OBJECT.end : ARRAY.end) ? this.#close() : this.#fail(this.#position);
      case 'nothing':
        return this.#fail(this.#position);
    }
  }

  #pass(next: Expected): true {
    this.#position++;
    this.#expected = next;
    return true;
  }

  #readKey(bytes: Buffer, byte: number, isWhole: boolean): boolean {
    if (byte !== QUOTE) this.#fail(this.#position);
    const end = this.#endOfText(bytes, isWhole);
    if (end === undefined) return false;
    this.#position = end;
    this.#expected = 'colon';
    return true;
  }

  #readValue(bytes: Buffer, byte: number, isWhole: boolean): boolean {
    const begin = this.#position;
    if (byte === ARRAY.begin || byte === OBJECT.begin) {
      if (byte === ARRAY.begin && this.#open.length === 0 && this.split) this.#isSplit = true;
      else this.#countValue(begin);
      if (this.#open.push(byte) > this.limits.depth) {
        const message = `Arrays and objects may stand ${this.limits.depth} deep within each other.`;
        throw new JsonScanError('json_too_deep', message);
      }
      return this.#pass(byte === ARRAY.begin ? 'value or end' : 'key or end');
    }
    const end = byte === QUOTE ? this.#endOfText(bytes, isWhole) : this.#endOfScalar(bytes, isWhole);
    if (end === undefined) return false;
    this.#countValue(begin);
    this.#position = end;
    this.#endValue();
    return true;
  }

  #close(): true {
    this.#position++;
    this.#open.pop();
    if (this.#open.length === 0 && this.#isSplit) this.#expected = 'nothing';
    else this.#endValue();
    return true;
  }

  #countValue(begin: number): void {
    if (this.#open.length === (this.#isSplit ? 1 : 0)) {
      if (this.#bounds.length === 2 * this.limits.items) {
        throw new JsonScanError('too_many_items', `An array may have ${this.limits.items} items.`);
      }
      this.#itemBegin = begin;
      this.#itemValues = 0;
    }
    if (++this.#itemValues > this.limits.itemValues) {
      throw new JsonScanError('too_many_values', `An item may have ${this.limits.itemValues} values.`);
    }
  }

  #endValue(): void {
    const depth = this.#open.length;
    this.#expected = depth === 0 ? 'nothing' : 'comma or end';
    if (depth > (this.#isSplit ? 1 : 0)) return;
    this.#checkSize(this.#itemBegin, this.#position);
    this.#bounds.push(this.#itemBegin, this.#position);
  }

  #checkSize(begin: number, end: number): void {
    if (end - begin <= this.limits.itemBytes) return;
    throw new JsonScanError('item_too_large', `An item may have ${this.limits.itemBytes} bytes.`);
  }

  /** The end of the text in quotes that begins at the position; undefined where it has not come yet. */
  #endOfText(bytes: Buffer, isWhole: boolean): number | undefined {
    let at = this.#position + 1;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) return at + 1;
      if (byte < 0x20) this.#fail(at);
      if (byte === BACKSLASH) {
        const escape = ESCAPE.exec(bytes.toString('latin1', at, at + LONGEST_ESCAPE));
        if (!escape && (isWhole || at + LONGEST_ESCAPE <= bytes.length)) this.#fail(at);
        if (!escape) return undefined;
        at += escape[0].length - 1;
      }
    }
    return isWhole ? this.#fail(bytes.length) : undefined;
  }

  /** The same for a number or a literal. */
  #endOfScalar(bytes: Buffer, isWhole: boolean): number | undefined {
    let end = this.#position;
    while (end < bytes.length && DELIMITERS[bytes[end] ?? 0] !== 1) end++;
    if (end === bytes.length && !isWhole) return undefined;
    if (!SCALAR.test(bytes.toString('latin1', this.#position, end))) this.#fail(this.#position);
    return end;
  }

  /** @returns false where it may still come */
  #passByteOrderMark(bytes: Buffer, isWhole: boolean): boolean {
    const begin = bytes.subarray(0, BYTE_ORDER_MARK.length);
    if (!isWhole && begin.equals(BYTE_ORDER_MARK.subarray(0, begin.length)) && begin.length < BYTE_ORDER_MARK.length) {
      return false;
    }
    if (begin.equals(BYTE_ORDER_MARK)) this.#position = BYTE_ORDER_MARK.length;
    return true;
  }

  #fail(position: number): never {
    try {
      // What came so far may end in the middle of a character.
      new TextDecoder('utf-8', { fatal: true }).decode(this.#text.bytes, { stream: true });
    } catch {
      throw notUtf8();
    }
    throw new JsonScanError('invalid_json', `The text is not valid JSON at position ${position}.`);
  }
}

function notUtf8(): JsonScanError {
  return new JsonScanError('invalid_utf8', 'The text is not valid UTF-8.');
}

/** A table of bytes: 1 for each that the characters have. */
function bytesIn(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(characters)) table[byte] = 1;
  return table;
}
