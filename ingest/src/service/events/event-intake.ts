import type { EventError } from '@saleshub/model';
import type { Admission, AdmittedEvent } from '../../door/door';
import { writeAdmitted } from '../../door/write-admitted';
import type { DecodedJson } from '../body/decode-json';
import type { EventOrigin, EventWriter } from '../ports';
import { emptyReport, listError, type EventReport, type ReportedError } from './event-report';

/** One event of a request as it was read, and what it weighs in memory. */
export interface ReceivedEvent {
  json: DecodedJson;
  bytes: number;
}

export interface IntakeOptions {
  writer: EventWriter;
  origin: EventOrigin;
  /** Checks one event's body and makes of it what is stored. */
  admit: (body: unknown) => Admission;
  limits: { chunkEvents: number; chunkBytes: number };
}

type ChunkEntry = AdmittedEvent | { refusal: Omit<ReportedError, 'index'> };

/**
 * Takes the events of one request: checks each, stores them in chunks, and keeps the report. While one chunk is
 * being stored the next one is filled, so that a request holds two chunks at most, however long it is.
 *
 * The report covers the events whose chunk is stored, always the first ones of the request without a gap.
 */
export class EventIntake {
  readonly report: EventReport = emptyReport();
  /** How many events could be read as JSON at all. */
  readable = 0;

  private chunk: ChunkEntry[] = [];
  private chunkBytes = 0;
  private storing: Promise<void> = Promise.resolve();
  private failed = false;

  constructor(private readonly options: IntakeOptions) {}

  /** Takes one event. Answers true when `flush` is to be awaited before the next. */
  add({ json, bytes }: ReceivedEvent): boolean {
    this.chunk.push(
      json.ok ? this.check(json.value) : { refusal: { code: json.code, path: '', message: json.message } },
    );
    this.chunkBytes += bytes;
    if (json.ok) this.readable += 1;
    const { chunkEvents, chunkBytes } = this.options.limits;
    return this.failed || this.chunk.length >= chunkEvents || this.chunkBytes >= chunkBytes;
  }

  /** Hands the chunk to the writer once it has stored the one before. Rejects as the writer did. */
  async flush(): Promise<void> {
    await this.storing;
    const chunk = this.chunk;
    this.chunk = [];
    this.chunkBytes = 0;
    this.storing = this.store(chunk);
    // Whoever flushes next sees the failure; until then it is no unhandled one.
    this.storing.catch(() => (this.failed = true));
  }

  /** Stores the rest. Rejects as the writer did; the report then covers what was stored before. */
  async finish(): Promise<EventReport> {
    await this.flush();
    await this.storing;
    return this.report;
  }

  private check(body: unknown): ChunkEntry {
    const admission = this.options.admit(body);
    return admission.ok ? admission : { refusal: describe(body, admission.errors) };
  }

  private async store(chunk: ChunkEntry[]): Promise<void> {
    const admitted = chunk.filter((entry) => 'event' in entry);
    const { writer, origin } = this.options;
    const verdicts = admitted.length > 0 ? await writeAdmitted(writer, origin, admitted) : [];
    if (verdicts.length !== admitted.length) {
      throw new Error(`The writer gave ${verdicts.length} verdicts for ${admitted.length} events.`);
    }
    const nextVerdict = verdicts.values();
    for (const entry of chunk) {
      const index = this.report.received++;
      if ('refusal' in entry) {
        this.report.rejected += 1;
        listError(this.report, { index, ...entry.refusal });
        continue;
      }
      const verdict = nextVerdict.next().value;
      if (verdict === 'accepted') this.report.accepted += 1;
      else this.report.duplicates += 1;
      if (verdict === 'id_reused') listError(this.report, { index, ...reusedId(entry.event.id) });
    }
  }
}

function describe(body: unknown, [first, ...others]: [EventError, ...EventError[]]): Omit<ReportedError, 'index'> {
  const message = others.length > 0 ? `${first.message} (Errors in this event: ${others.length + 1}.)` : first.message;
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return { ...(typeof id === 'string' && { id }), code: first.code, path: first.path, message };
}

function reusedId(id: string): Omit<ReportedError, 'index'> {
  return { id, code: 'id_reused', path: 'id', message: 'Another event was stored under this id; this one was not.' };
}
