import { setImmediate } from 'node:timers/promises';
import type { BodyFormat } from '../body/body-format';
import type { HeldMemory } from '../body/memory-budget';
import { decodeJson } from '../body/decode-json';
import { splitLines } from '../body/split-lines';
import { Problem } from '../http/problems';
import type { ReceivedEvent } from './event-intake';

/** How many events of a document are taken before other requests get their turn. */
const TURN = 1000;

/**
 * Reads a JSON body whole: one event or an array of them; one CloudEvent; or a batch, which is an array of CloudEvents.
 * @param memory holds the whole body from then on
 * @throws Problem `body_too_large`, `source_busy`, `service_busy`, `invalid_json`, `invalid_utf8`, `invalid_batch`
 */
export async function readDocument(
  body: AsyncIterable<Buffer>,
  format: Exclude<BodyFormat['format'], 'ndjson'>,
  maximumBytes: number,
  memory: HeldMemory,
): Promise<{ items: unknown[]; bytes: number }> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const bytes of body) {
    length += bytes.length;
    if (length > maximumBytes) {
      const detail = `A JSON body may have ${maximumBytes} bytes after inflating; send more as application/x-ndjson.`;
      throw new Problem('body_too_large', detail);
    }
    memory.hold(bytes.length);
    parts.push(bytes);
  }
  const json = decodeJson(Buffer.concat(parts, length));
  if (!json.ok) throw new Problem(json.code, json.message);
  if (format === 'cloud_event' || !Array.isArray(json.value)) {
    if (format === 'cloud_event_batch') throw new Problem('invalid_batch', 'A batch is an array of CloudEvents.');
    return { items: [json.value], bytes: length };
  }
  return { items: json.value as unknown[], bytes: length };
}

/** The events of a document, which share its weight evenly. */
export async function* documentEvents({
  items,
  bytes,
}: {
  items: readonly unknown[];
  bytes: number;
}): AsyncGenerator<ReceivedEvent[], void, undefined> {
  const share = Math.ceil(bytes / items.length);
  for (let start = 0; start < items.length; start += TURN) {
    if (start > 0) await setImmediate();
    yield items.slice(start, start + TURN).map((value) => ({ json: { ok: true, value }, bytes: share }));
  }
}

/** The events of an NDJSON body, as many at once as have come; blank lines are passed over. */
export async function* lineEvents(
  body: AsyncIterable<Buffer>,
  maximumLineBytes: number,
): AsyncGenerator<ReceivedEvent[], void, undefined> {
  for await (const lines of splitLines(body, maximumLineBytes)) {
    yield lines.filter((line) => !isBlank(line)).map((line) => ({ json: decodeJson(line), bytes: line.length }));
  }
}

const WHITE_SPACE = new Set(Buffer.from(' \t\r'));

function isBlank(line: Buffer): boolean {
  return line.every((byte) => WHITE_SPACE.has(byte));
}
