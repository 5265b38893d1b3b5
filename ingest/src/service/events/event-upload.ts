import { notStorable, reusedId, type CheckedEvent, type Refusal } from '../../intake/check-event';
import { writeAdmitted } from '../../intake/write-admitted';
import type { HeldMemory } from '../body/memory-budget';
import type { DecodedJson } from '../body/decode-json';
import type { EventOrigin, EventWriter } from '../ports';
import { emptyReport, listError, type EventReport } from './event-report';

/** One event of a request as it was read, and what it weighs in memory. */
export interface ReceivedEvent {
  json: DecodedJson;
  bytes: number;
  /** Its line, where it came as one. */
  line?: Buffer;
}

interface ChunkEntry {
  received: ReceivedEvent;
  checked: CheckedEvent;
}

/** An event that is not stored, and why. */
export interface RefusedEvent extends ReceivedEvent {
  refusal: Refusal;
}

export interface EventUploadOptions {
  writer: EventWriter;
  origin: EventOrigin;
  /** Checks one event's body and makes of it what is stored. */
  check: (body: unknown) => CheckedEvent;
  /** Keeps refused events for good. */
  keepRefused: (refused: readonly RefusedEvent[]) => Promise<void>;
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
export class EventUpload {
  readonly report: EventReport = emptyReport();
  /** How many events could be read as JSON at all. */
  readable = 0;

  private chunk: ChunkEntry[] = [];
  private chunkBytes = 0;
  private storing: Promise<void> = Promise.resolve();
  private failed = false;

  constructor(private readonly options: EventUploadOptions) {}

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
  add(received: ReceivedEvent): boolean {
    const { json, bytes } = received;
    this.chunk.push({
      received,
      checked: json.ok
        ? this.options.check(json.value)
        : { refusal: { code: json.code, path: '', message: json.message } },
    });
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

  /** Stores what passed, then keeps what did not, and only then reports it. */
  private async store(chunk: ChunkEntry[], bytes: number): Promise<void> {
    const { writer, origin, keepRefused } = this.options;
    const admitted = chunk.flatMap(({ checked }) => ('event' in checked ? [checked] : []));
    const verdicts = admitted.length > 0 ? await writeAdmitted(writer, origin, admitted, bytes) : [];
    if (verdicts.length !== admitted.length) {
      throw new Error(`The writer gave ${verdicts.length} verdicts for ${admitted.length} events.`);
    }
    const nextVerdict = verdicts.values();
    const outcomes = chunk.map(({ received, checked }) => {
      if ('refusal' in checked) return { verdict: 'rejected' as const, received, refusal: checked.refusal };
      const verdict = nextVerdict.next().value;
      const { id } = checked.event;
      if (verdict === 'id_reused') return { verdict: 'duplicate' as const, received, refusal: reusedId(id) };
      if (verdict === 'not_storable') return { verdict: 'rejected' as const, received, refusal: notStorable(id) };
      return { verdict, received, refusal: undefined };
    });
    const refused = outcomes.flatMap(({ received, refusal }) => (refusal ? [{ ...received, refusal }] : []));
    if (refused.length > 0) await keepRefused(refused);
    for (const { verdict, refusal } of outcomes) {
      const index = this.report.received++;
      if (verdict === 'accepted') this.report.accepted += 1;
      else if (verdict === 'rejected') this.report.rejected += 1;
      else this.report.duplicates += 1;
      if (refusal) listError(this.report, { index, ...refusal });
    }
  }
}
