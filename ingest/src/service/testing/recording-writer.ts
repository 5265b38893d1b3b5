import type { SalesEvent } from '@saleshub/model';
import { WriterUnavailableError, type EventOrigin, type EventWriter, type WriteVerdict } from '../ports';

/** Stands in for the store's writer: keeps events in memory, records what it was asked, and can be held or broken. */
export class RecordingWriter implements EventWriter {
  readonly stored = new Map<string, SalesEvent>();
  readonly origins = new Set<EventOrigin>();
  /** The number of events of each call, in order. */
  readonly calls: number[] = [];
  /** The most events that were handed over and not yet stored at any one time. */
  mostPending = 0;
  timesClosed = 0;

  private pending = 0;
  private gate: Promise<void> = Promise.resolve();
  private openGate: () => void = () => undefined;
  private failure: { afterCalls: number; error: Error } | undefined;

  async write(origin: EventOrigin, events: readonly SalesEvent[]): Promise<WriteVerdict[]> {
    this.calls.push(events.length);
    this.origins.add(origin);
    this.pending += events.length;
    this.mostPending = Math.max(this.mostPending, this.pending);
    await this.gate;
    this.pending -= events.length;
    if (this.closed) throw new WriterUnavailableError('closed', 1);
    if (this.failure && this.calls.length > this.failure.afterCalls) throw this.failure.error;
    return events.map((event) => this.store(origin, event));
  }

  get closed(): boolean {
    return this.timesClosed > 0;
  }

  close(): Promise<void> {
    this.timesClosed += 1;
    return Promise.resolve();
  }

  /** Lets no call end until `release`. */
  hold(): void {
    this.gate = new Promise((resolve) => (this.openGate = resolve));
  }

  release(): void {
    this.openGate();
  }

  /** Fails every call after the given number of them. */
  fail(error: Error, afterCalls = 0): void {
    this.failure = { afterCalls, error };
  }

  private store(origin: EventOrigin, event: SalesEvent): WriteVerdict {
    const key = JSON.stringify([origin.source, event.id]);
    const known = this.stored.get(key);
    if (!known) {
      this.stored.set(key, event);
      return 'accepted';
    }
    return JSON.stringify(known) === JSON.stringify(event) ? 'duplicate' : 'id_reused';
  }
}
