import type { Request, RequestHandler } from 'express';
import { checkEvent, type EventFormat } from '../../intake/check-event';
import type { Intake } from '../../intake/intake';
import { toRejectedEvent, type SentBody } from '../../rejected/keep-rejected';
import { readBodyFormat, type BodyFormat } from '../body/body-format';
import type { HeldMemory, MemoryBudget } from '../body/memory-budget';
import { readBody } from '../body/read-body';
import { toProblem } from '../http/answer-problems';
import { ClientGoneError, Problem } from '../http/problems';
import { requireKey, requireRights } from '../http/require-right';
import type { ServiceLimits } from '../limits';
import type { EventWriter, KeyStore, RejectedStore } from '../ports';
import { takeTurns } from '../take-turns';
import { withPauses } from './with-pauses';
import { EventUpload, type ReceivedEvent, type RefusedEvent } from './event-upload';
import { statusOf, type EventReport } from './event-report';
import { documentEvents, lineEvents, readDocument } from './received-events';

export interface PostEventsOptions {
  writer: EventWriter;
  rejected: Pick<RejectedStore, 'keep'>;
  keys: KeyStore;
  limits: ServiceLimits;
  budget: MemoryBudget;
  intake: Intake;
  clock: () => number;
  /** Aborted when the service stops: a stream then ends with an answer. */
  stopping: AbortSignal;
}

/**
 * POST /v1/events: one event, an array, NDJSON of any length, or CloudEvents. Answers when every event that it counts
 * is stored for good, or refused and kept as that. An error after the first event was taken (a store that fails, a stream that breaks) says how
 * far it came: `durable_through` is the index up to which every event is stored or refused, -1 for none, beside the
 * counts and errors up to there. Sending on from the next index, or all of it again, is safe.
 */
export function postEvents(options: PostEventsOptions): RequestHandler {
  const { writer, rejected, keys, limits, budget, intake, clock, stopping } = options;
  return async (request, response) => {
    const key = await requireKey(keys, request.headers);
    requireRights(key, 'write');
    const format = readBodyFormat(request.headers);
    const memory = budget.open(key.source);
    try {
      const events = await openEvents(request, format, { limits, memory, stopping });
      const eventFormat: EventFormat = format.format.startsWith('cloud_event') ? 'cloud_event' : 'event';
      const upload = new EventUpload({
        writer,
        origin: { source: key.source, namespace: intake.namespaceOf(key.source) ?? key.namespace },
        check: (body) => checkEvent(body, eventFormat, (event) => intake.admit(key.source, event)),
        toRejected: (event) =>
          toRejectedEvent(
            { ...event.refusal, sent: sentBody(event, eventFormat) },
            { intake, source: key.source, receivedAt: clock() },
          ),
        keepRejected: (events) => rejected.keep(key.source, events),
        limits,
        ...(format.format === 'ndjson' && { memory }),
      });
      const report = await takeAll(withPauses(events, limits.chunkMilliseconds), upload);
      if (report.received > 0 && upload.readable === 0) {
        throw new Problem('invalid_json', 'Not one line is JSON in UTF-8.', { members: { ...report } });
      }
      response.status(statusOf(report)).json(report);
    } finally {
      memory.end();
    }
  };
}

function sentBody({ json, text }: RefusedEvent, format: EventFormat): SentBody {
  return json.ok ? { format, value: json.value } : { format: 'text', bytes: text };
}

/** The items of a request's body, as they come: events, or records. @throws what reading a document throws */
export async function openEvents(
  request: Request,
  { format, encoding }: BodyFormat,
  { limits, memory, stopping }: { limits: ServiceLimits; memory: HeldMemory; stopping: AbortSignal },
): Promise<AsyncIterable<ReceivedEvent[]> | Iterable<ReceivedEvent[]>> {
  if (format === 'ndjson') {
    const { silenceMilliseconds, inflatedBytes } = limits;
    const body = readBody(request, encoding, {
      patienceFor: 'silence',
      milliseconds: silenceMilliseconds,
      inflatedBytes,
      stopping,
    });
    return lineEvents(body, limits);
  }
  const { bodyMilliseconds, inflatedBytes } = limits;
  const body = readBody(request, encoding, { patienceFor: 'body', milliseconds: bodyMilliseconds, inflatedBytes });
  return documentEvents(await readDocument(body, format, { maximumBytes: limits.bodyBytes, limits, memory }));
}

async function takeAll(events: AsyncIterable<ReceivedEvent[]>, upload: EventUpload): Promise<EventReport> {
  const turns = takeTurns();
  try {
    for await (const batch of events) {
      await upload.makeRoom(batch.reduce((total, { bytes }) => total + bytes, 0));
      for (const event of batch) {
        upload.add(event);
        if (upload.isDue()) await upload.flush();
        if (turns.isOver()) await turns.next();
      }
      if (upload.isDue()) await upload.flush();
    }
    return await upload.finish();
  } catch (error) {
    // What came whole before the break is stored all the same; where the store is what broke, this fails as before.
    await upload.finish().catch(() => undefined);
    if (error instanceof ClientGoneError) throw error;
    throw toProblem(error).withMembers({ durable_through: upload.report.received - 1, ...upload.report });
  }
}
