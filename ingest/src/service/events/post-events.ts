import type { Request, RequestHandler } from 'express';
import type { Door } from '../../door/door';
import { readBodyFormat, type BodyFormat } from '../body/body-format';
import { readBody } from '../body/read-body';
import { toProblem } from '../http/answer-problems';
import { ClientGoneError, Problem } from '../http/problems';
import { requireRight } from '../http/require-right';
import type { ServiceLimits } from '../limits';
import type { EventWriter, KeyStore } from '../ports';
import { EventIntake, type ReceivedEvent } from './event-intake';
import { statusOf, type EventReport } from './event-report';
import { documentEvents, lineEvents, readDocument } from './received-events';

export interface PostEventsOptions {
  writer: EventWriter;
  keys: KeyStore;
  limits: ServiceLimits;
  door: Door;
}

/**
 * POST /v1/events: one event, an array, or NDJSON of any length. Answers when every event that it counts is stored
 * for good or refused. An error after the first event was taken (a store that fails, a stream that breaks) tells how
 * far it came: `durable_through` is the index up to which every event is stored or refused, -1 for none, beside the
 * counts and errors up to there. Sending on from the next index, or all of it again, is safe.
 */
export function postEvents({ writer, keys, limits, door }: PostEventsOptions): RequestHandler {
  return async (request, response) => {
    const key = await requireRight(keys, request.headers, 'write');
    const format = readBodyFormat(request.headers);
    const events = await openEvents(request, format, limits);
    const intake = new EventIntake({
      writer,
      origin: { source: key.source, namespace: door.namespaceOf(key.source) ?? key.namespace },
      admit: (body) => door.admit(key.source, body),
      limits,
    });
    const report = await takeAll(events, intake);
    if (report.received > 0 && intake.readable === 0) {
      throw new Problem('invalid_json', 'Not one line is JSON in UTF-8.', { members: { ...report } });
    }
    response.status(statusOf(report)).json(report);
  };
}

async function openEvents(
  request: Request,
  { format, encoding }: BodyFormat,
  limits: ServiceLimits,
): Promise<AsyncIterable<ReceivedEvent[]>> {
  if (format === 'ndjson') {
    const body = readBody(request, encoding, { milliseconds: limits.silenceMilliseconds, for: 'silence' });
    return lineEvents(body, limits.lineBytes);
  }
  const body = readBody(request, encoding, { milliseconds: limits.bodyMilliseconds, for: 'body' });
  return documentEvents(await readDocument(body, limits.bodyBytes));
}

async function takeAll(events: AsyncIterable<ReceivedEvent[]>, intake: EventIntake): Promise<EventReport> {
  try {
    for await (const batch of events) {
      for (const event of batch) if (intake.add(event)) await intake.flush();
    }
    return await intake.finish();
  } catch (error) {
    // What came whole before the break is stored all the same; where the store is what broke, this fails as before.
    await intake.finish().catch(() => undefined);
    if (error instanceof ClientGoneError) throw error;
    throw toProblem(error).withMembers({ durable_through: intake.report.received - 1, ...intake.report });
  }
}
