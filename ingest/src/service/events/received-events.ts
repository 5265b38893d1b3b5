import { setImmediate } from 'node:timers/promises';
import type { BodyFormat } from '../body/body-format';
import type { HeldMemory } from '../body/memory-budget';
import { decodeJson } from '../body/decode-json';
import { readJson } from '../body/read-json';
import { splitLines } from '../body/split-lines';
import { Problem } from '../http/problems';
import type { ReceivedEvent } from './event-upload';

/** How many events of a document are taken before other requests get their turn. */
const TURN = 1000;

/**
 * Reads a JSON body whole: one event or an array of them; one CloudEvent; or a batch, which is an array of CloudEvents.
 * @throws Problem `invalid_batch`; what `readJson` throws
 */
export async function readDocument(
  body: AsyncIterable<Buffer>,
  format: Exclude<BodyFormat['format'], 'ndjson'>,
  maximumBytes: number,
  memory: HeldMemory,
): Promise<{ items: unknown[]; bytes: number }> {
  const { value, bytes } = await readJson(body, maximumBytes, memory);
  if (format === 'cloud_event' || !Array.isArray(value)) {
    if (format === 'cloud_event_batch') throw new Problem('invalid_batch', 'A batch is an array of CloudEvents.');
    return { items: [value], bytes };
  }
  return { items: value as unknown[], bytes };
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
    yield lines.filter((line) => !isBlank(line)).map((line) => ({ json: decodeJson(line), bytes: line.length, line }));
  }
}

const WHITE_SPACE = new Set(Buffer.from(' \t\r'));

function isBlank(line: Buffer): boolean {
  return line.every((byte) => WHITE_SPACE.has(byte));
}
