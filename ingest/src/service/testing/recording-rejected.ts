import type { KeptRejectedEvent, RejectedEvent, RejectedPage } from '@saleshub/store/write';
import type { RejectedFilter, RejectedStore } from '../ports';

/** Stands in for the store of refused events: keeps them in memory, and can be broken. */
export class RecordingRejected implements RejectedStore {
  /** In the order in which they came. */
  readonly kept: KeptRejectedEvent[] = [];
  private failure: Error | undefined;

  keep(_source: string, rejected: readonly RejectedEvent[]): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.kept.push(...rejected.map((event) => ({ ...event, replayedAt: null })));
    return Promise.resolve();
  }

  select(filter: RejectedFilter, page: { limit: number; before?: string }): Promise<RejectedPage> {
    const newestFirst = [...this.kept].reverse();
    const start = page.before === undefined ? 0 : newestFirst.findIndex(({ id }) => id === page.before) + 1;
    const found = newestFirst.slice(start).filter((event) => matches(event, filter));
    const events = found.slice(0, page.limit);
    return Promise.resolve({ events, next: found.length > page.limit ? (events.at(-1)?.id ?? null) : null });
  }

  markReplayed(rejected: readonly RejectedEvent[], replayedAt: number): Promise<void> {
    const ids = new Set(rejected.map(({ id }) => id));
    for (const event of this.kept) if (ids.has(event.id)) event.replayedAt = replayedAt;
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  fail(error: Error): void {
    this.failure = error;
  }
}

function matches(event: KeptRejectedEvent, { source, type, code, from, to, replayed, ids }: RejectedFilter): boolean {
  return (
    (source === undefined || event.source === source) &&
    (type === undefined || event.type === type) &&
    (code === undefined || event.code === code) &&
    (from === undefined || event.receivedAt >= from) &&
    (to === undefined || event.receivedAt < to) &&
    (replayed === undefined || (event.replayedAt !== null) === replayed) &&
    (ids === undefined || ids.includes(event.id))
  );
}
