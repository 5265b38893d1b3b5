import { notStorable, reusedId, type CheckedEvent, type Refusal, type RefusalCode } from '../../intake/check-event';
import type { AdmittedEvent } from '../../intake/intake';
import { writeAdmitted } from '../../intake/write-admitted';
import type { HeldMemory } from '../body/memory-budget';
import type { DecodedJson } from '../body/read-json';
import { Problem } from '../http/problems';
import type { EventOrigin, EventWriter, RejectedEvent } from '../ports';
import { emptyReport, listError, type EventReport } from './event-report';

const NOT_JSON: ReadonlySet<RefusalCode> = new Set(['invalid_json', 'invalid_utf8']);

/** One event of a request as it was read, and what it weighs in memory. */
export interface ReceivedEvent {
  json: DecodedJson;
  bytes: number;
  text: Buffer;
}

/** An admitted event with what was sent, or of a refused one only what is kept: what was sent may be large. */
type ChunkEntry = { admitted: AdmittedEvent; received: ReceivedEvent } | { refusal: Refusal; toKeep: RejectedEvent };

/** An event that is not stored, and why. */
export interface RefusedEvent extends ReceivedEvent {
  refusal: Refusal;
}

export interface EventUploadOptions {
  writer: EventWriter;
  origin: EventOrigin;
  /** Checks one event's body and makes of it what is stored. */
  check: (body: unknown) => CheckedEvent;
  /** A refused event as it is kept. */
  toRejected: (refused: RefusedEvent) => RejectedEvent;
  /** Keeps refused events for good. */
  keepRejected: (rejected: readonly RejectedEvent[]) => Promise<void>;
  limits: { chunkEvents: number; chunkBytes: number; chunkMilliseconds: number; refusedEvents: number };
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
  /** How many events are JSON at all. */
  readable = 0;

  private chunk: ChunkEntry[] = [];
  private chunkBytes = 0;
  private chunkBegan = 0;
  private storing: Promise<void> = Promise.resolve();
  private failed = false;
  private refused = 0;

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

  /** Whether `flush` is to be awaited now: the chunk is full or old, or storing the one before has failed. */
  isDue(): boolean {
    const { chunkEvents, chunkBytes, chunkMilliseconds } = this.options.limits;
    const isOld = this.chunk.length > 0 && performance.now() - this.chunkBegan >= chunkMilliseconds;
    return this.failed || this.chunk.length >= chunkEvents || this.chunkBytes >= chunkBytes || isOld;
  }

  /**
   * Takes one event.
   * @throws Problem `too_many_refused`
   */
  add(received: ReceivedEvent): void {
    const { json, bytes } = received;
    const checked: CheckedEvent = json.ok
      ? this.options.check(json.value)
      : { refusal: { code: json.code, path: '', message: json.message } };
    if (this.chunk.length === 0) this.chunkBegan = performance.now();
    if ('refusal' in checked) {
      this.countRefused(1);
      const { refusal } = checked;
      this.chunk.push({ refusal, toKeep: this.options.toRejected({ ...received, refusal }) });
    } else {
      this.chunk.push({ admitted: checked, received });
    }
    this.chunkBytes += bytes;
    if (json.ok || !NOT_JSON.has(json.code)) this.readable += 1;
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
    const { writer, origin, toRejected, keepRejected } = this.options;
    const admitted = chunk.flatMap((entry) => ('admitted' in entry ? [entry.admitted] : []));
    const verdicts = admitted.length > 0 ? await writeAdmitted(writer, origin, admitted, bytes) : [];
    if (verdicts.length !== admitted.length) {
      throw new Error(`The writer gave ${verdicts.length} verdicts for ${admitted.length} events.`);
    }
    const nextVerdict = verdicts.values();
    const outcomes = chunk.map((entry) => {
      if ('refusal' in entry) return { verdict: 'rejected' as const, ...entry };
      const verdict = nextVerdict.next().value;
      const { id } = entry.admitted.event;
      const refuse = (refusal: Refusal) => ({ refusal, toKeep: toRejected({ ...entry.received, refusal }) });
      if (verdict === 'id_reused') return { verdict: 'duplicate' as const, ...refuse(reusedId(id)) };
      if (verdict === 'not_storable') return { verdict: 'rejected' as const, ...refuse(notStorable(id)) };
      return { verdict };
    });
    const rejected = outcomes.flatMap((outcome) => ('toKeep' in outcome ? [outcome.toKeep] : []));
    if (rejected.length > 0) await keepRejected(rejected);
    for (const outcome of outcomes) {
      const index = this.report.received++;
      if (outcome.verdict === 'accepted') this.report.accepted += 1;
      else if (outcome.verdict === 'rejected') this.report.rejected += 1;
      else this.report.duplicates += 1;
      if ('refusal' in outcome) listError(this.report, { index, ...outcome.refusal });
    }
    this.countRefused(rejected.length - (chunk.length - admitted.length));
  }

  /** @throws Problem `too_many_refused` */
  private countRefused(more: number): void {
    const { refusedEvents } = this.options.limits;
    this.refused += more;
    if (this.refused <= refusedEvents) return;
    const detail = `Of one request ${refusedEvents} events may be refused. Mend what is wrong with them, and send the rest.`;
    throw new Problem('too_many_refused', detail);
  }
}
