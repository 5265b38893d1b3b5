import type { HeldMemory } from '../body/memory-budget';
import type { DecodedJson } from '../body/decode-json';
import type { EventOrigin, EventWriter } from '../ports';
import type { CheckedEvent, Refusal } from './check-event';
import { emptyReport, listError, type EventReport } from './event-report';

/** One event of a request as it was read, and what it weighs in memory. */
export interface ReceivedEvent {
  json: DecodedJson;
  bytes: number;
}

export interface IntakeOptions {
  writer: EventWriter;
  origin: EventOrigin;
  /** Checks one event's body. */
  check: (body: unknown) => CheckedEvent;
  limits: { chunkEvents: number; chunkBytes: number };
  /** Where the events of a stream are held; what is held as a whole body already, has none here. */
  memory?: HeldMemory;
}

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

  private chunk: CheckedEvent[] = [];
  private chunkBytes = 0;
  private storing: Promise<void> = Promise.resolve();
  private failed = false;

  constructor(private readonly options: IntakeOptions) {}

  /**
   * Makes room in memory for events that are to be added; where there is none, what was added is stored first.
   * @throws Problem `source_busy`, `service_busy`; rejects as the writer did
   */
  async makeRoom(bytes: number): Promise<void> {
    const { memory } = this.options;
    if (!memory || memory.tryHold(bytes)) return;
    await this.finish();
    memory.hold(bytes);
  }

  /** Takes one event. Answers true when `flush` is to be awaited before the next. */
  add({ json, bytes }: ReceivedEvent): boolean {
    this.chunk.push(
      json.ok ? this.options.check(json.value) : { refusal: { code: json.code, path: '', message: json.message } },
    );
    this.chunkBytes += bytes;
    if (json.ok) this.readable += 1;
    const { chunkEvents, chunkBytes } = this.options.limits;
    return this.failed || this.chunk.length >= chunkEvents || this.chunkBytes >= chunkBytes;
  }

  /** Hands the chunk to the writer once it has stored the one before. Rejects as the writer did. */
  async flush(): Promise<void> {
    await this.storing;
    const { chunk, chunkBytes } = this;
    this.chunk = [];
    this.chunkBytes = 0;
    this.storing = this.store(chunk, chunkBytes).finally(() => this.options.memory?.release(chunkBytes));
    // Whoever flushes next sees the failure; until then it is no unhandled one.
    this.storing.catch(() => (this.failed = true));
  }

  /** Stores the rest. Rejects as the writer did; the report then covers what was stored before. */
  async finish(): Promise<EventReport> {
    await this.flush();
    await this.storing;
    return this.report;
  }

  private async store(chunk: CheckedEvent[], bytes: number): Promise<void> {
    const { writer, origin } = this.options;
    const events = chunk.flatMap((entry) => ('event' in entry ? [entry.event] : []));
    const verdicts = events.length > 0 ? await writer.write(origin, events, bytes) : [];
    if (verdicts.length !== events.length) {
      throw new Error(`The writer gave ${verdicts.length} verdicts for ${events.length} events.`);
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

function reusedId(id: string): Refusal {
  return { id, code: 'id_reused', path: 'id', message: 'Another event was stored under this id; this one was not.' };
}
