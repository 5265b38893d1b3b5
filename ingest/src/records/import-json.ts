import type { Import } from '@saleshub/store/write';

/** An import as the API and the command line show it. */
export function importJson(entry: Import) {
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    id: entry.id,
    source: entry.source,
    kind: entry.kind === '' ? null : entry.kind,
    state: entry.state,
    as_of: time(entry.asOf),
    complete: entry.complete,
    file: entry.file || null,
    file_hash: entry.fileHash || null,
    mapping_hash: entry.mappingHash || null,
    author: entry.author,
    began_at: time(entry.beganAt),
    ended_at: time(entry.endedAt),
    first_occurred_at: time(entry.firstOccurredAt),
    last_occurred_at: time(entry.lastOccurredAt),
    counts: entry.counts,
  };
}
