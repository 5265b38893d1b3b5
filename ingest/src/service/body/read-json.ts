import { Problem } from '../http/problems';
import { decodeJson } from './decode-json';
import type { HeldMemory } from './memory-budget';

/**
 * Reads a JSON body whole.
 * @param memory holds the whole body from then on
 * @returns its value and how many bytes it has
 * @throws Problem `body_too_large`, `source_busy`, `service_busy`, `invalid_json`, `invalid_utf8`
 */
export async function readJson(
  body: AsyncIterable<Buffer>,
  maximumBytes: number,
  memory: HeldMemory,
): Promise<{ value: unknown; bytes: number }> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const bytes of body) {
    length += bytes.length;
    if (length > maximumBytes) {
      const detail = `A JSON body may have ${maximumBytes} bytes after inflating; send more events as application/x-ndjson.`;
      throw new Problem('body_too_large', detail);
    }
    memory.hold(bytes.length);
    parts.push(bytes);
  }
  const json = decodeJson(Buffer.concat(parts, length));
  if (!json.ok) throw new Problem(json.code, json.message);
  return { value: json.value, bytes: length };
}
