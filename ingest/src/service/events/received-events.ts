import type { BodyFormat } from '../body/body-format';
import type { JsonLimits } from '../body/json-scanner';
import {
  decodeJson,
  readJson,
  valueOfItem,
  type DecodedJson,
  type JsonDocument,
  type ReadJsonOptions,
} from '../body/read-json';
import { splitLines } from '../body/split-lines';
import { Problem } from '../http/problems';
import type { ReceivedEvent } from './event-upload';

/** How much is read at once. */
const TURN = { events: 1000, bytes: 65_536 };

/**
 * Reads a JSON body whole: one event or an array of them; one CloudEvent; or a batch, which is an array of CloudEvents.
 * @throws Problem `invalid_batch`; what `readJson` throws
 */
export async function readDocument(
  body: AsyncIterable<Buffer>,
  format: Exclude<BodyFormat['format'], 'ndjson'>,
  options: Omit<ReadJsonOptions, 'split'>,
): Promise<JsonDocument> {
  const document = await readJson(body, { ...options, split: format !== 'cloud_event' });
  if (format === 'cloud_event_batch' && !document.isSplit) {
    throw new Problem('invalid_batch', 'A batch is an array of CloudEvents.');
  }
  return document;
}

/** The events of a document, some at a time: their values are never all in memory. */
export function documentEvents(document: JsonDocument): Generator<ReceivedEvent[], void, undefined> {
  return inTurns(document.items(), (item) => ({ ok: true, value: valueOfItem(item) }));
}

/** The events of an NDJSON body, as they come; blank lines are passed over. */
export async function* lineEvents(
  body: AsyncIterable<Buffer>,
  limits: JsonLimits,
): AsyncGenerator<ReceivedEvent[], void, undefined> {
  for await (const lines of splitLines(body, limits.itemBytes)) {
    const written = lines.filter((line) => !isBlank(line));
    yield* inTurns(written, (line) => decodeJson(line, limits));
  }
}

/** Reads texts, some at a time. */
function* inTurns(
  texts: Iterable<Buffer>,
  read: (text: Buffer) => DecodedJson,
): Generator<ReceivedEvent[], void, undefined> {
  let events: ReceivedEvent[] = [];
  let bytes = 0;
  for (const text of texts) {
    events.push({ json: read(text), bytes: text.length, text });
    bytes += text.length;
    if (events.length < TURN.events && bytes < TURN.bytes) continue;
    yield events;
    events = [];
    bytes = 0;
  }
  if (events.length > 0) yield events;
}

const WHITE_SPACE = new Set(Buffer.from(' \t\r'));

function isBlank(line: Buffer): boolean {
  return line.every((byte) => WHITE_SPACE.has(byte));
}
