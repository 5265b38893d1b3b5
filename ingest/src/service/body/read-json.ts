import { Problem } from '../http/problems';
import { JsonScanError, JsonScanner, type JsonLimits } from './json-scanner';
import type { HeldMemory } from './memory-budget';

/** A JSON text that can be read, within the limits; its values are built item by item. */
export type JsonDocument = Pick<JsonScanner, 'isSplit' | 'items' | 'length'>;

/** The value of one JSON text, or why it cannot be read. */
export type DecodedJson = { ok: true; value: unknown } | UnreadableJson;

export interface UnreadableJson {
  ok: false;
  code: JsonScanError['code'];
  message: string;
}

export interface ReadJsonOptions {
  maximumBytes: number;
  limits: JsonLimits;
  /** Whether the elements of an array are its items. */
  split: boolean;
  /** Holds the whole body from then on. */
  memory: HeldMemory;
}

/**
 * Reads a JSON body whole.
 * @throws Problem `body_too_large`, `source_busy`, `service_busy`; the code of a `JsonScanError`, as soon as one is
 * certain
 */
export async function readJson(
  body: AsyncIterable<Buffer>,
  { maximumBytes, limits, split, memory }: ReadJsonOptions,
): Promise<JsonDocument> {
  const scanner = new JsonScanner(limits, split);
  try {
    for await (const bytes of body) {
      if (scanner.length + bytes.length > maximumBytes) {
        const detail = `A JSON body may have ${maximumBytes} bytes after inflating; send more events as application/x-ndjson.`;
        throw new Problem('body_too_large', detail);
      }
      memory.hold(bytes.length);
      scanner.push(bytes);
    }
    scanner.end();
    return scanner;
  } catch (error) {
    throw error instanceof JsonScanError ? new Problem(error.code, error.message) : error;
  }
}

/** The value of a document that is one item. */
export function valueOf(document: JsonDocument): unknown {
  const [item] = document.items();
  return item && valueOfItem(item);
}

/** The value of an item. */
export function valueOfItem(item: Buffer): unknown {
  return JSON.parse(item.toString());
}

/** Reads a JSON text, such as a line (a byte order mark is passed over). The message never repeats what was sent. */
export function decodeJson(bytes: Buffer, limits: JsonLimits): DecodedJson {
  const scanner = new JsonScanner(limits, false);
  try {
    scanner.push(bytes);
    scanner.end();
  } catch (error) {
    if (error instanceof JsonScanError) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
  return { ok: true, value: valueOf(scanner) };
}
