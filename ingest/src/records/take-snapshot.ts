import { randomUUID } from 'node:crypto';
import { parseRecord, type RecordKind } from '@saleshub/model';
import type { EventOrigin, Import, ImportLog, StoreWriter, StoredRecord } from '@saleshub/store/write';
import type { Intake } from '../intake/intake';
import { IdIndex } from './id-index';
import { toRecordEvents, type RecordContext, type RecordEvent } from './record-events';
import { SnapshotError } from './snapshot-error';

/** Why a row cannot be taken: a stable code, the field, and a sentence or more. */
export interface RowError {
  code: string;
  path: string;
  message: string;
}

/** One row of a snapshot. */
export interface SnapshotRow {
  /** Where it stands: its line, or its index. */
  place: number;
  /** The record as JSON, or why it cannot be read; with its id all the same where that is known. */
  read: { ok: true; body: unknown } | { ok: false; error: RowError; id?: string | undefined };
}

/** Why a row is refused. */
export interface RefusedRecord extends RowError {
  place: number;
  id?: string;
}

/** What the store knows of records. */
export interface RecordStore {
  /** Resolves when state covers all that was stored before the call. */
  settle: () => Promise<void>;
  /** Whether anything is stored of any record. */
  hasAny: (scope: { kind: RecordKind; namespace: string }) => Promise<boolean>;
  read: (scope: { kind: RecordKind; namespace: string }, ids: readonly string[]) => Promise<Map<string, StoredRecord>>;
  listIds: (scope: { kind: RecordKind; namespace: string; asOf: number }) => AsyncIterable<string[]>;
}

export interface SnapshotOptions {
  kind: RecordKind;
  origin: EventOrigin;
  /** The moment that it shows, milliseconds since 1970. */
  asOf: number;
  /** Whether it has all records that there are: then those that it does not have are gone. */
  complete: boolean;
  /** Takes more than 5 % of the known records for deleted, where they are gone. */
  allowDeletions: boolean;
  /** What is known of the import beside what comes of it. */
  about: Pick<Import, 'file' | 'fileHash' | 'mappingHash' | 'author'>;
  /** Reads the rows from the first one; called twice. */
  rows: () => AsyncIterable<readonly SnapshotRow[]>;
  /** Of dates without a time. */
  timeZone: string;
  intake: Intake;
  records: RecordStore;
  writer: Pick<StoreWriter, 'write' | 'settle'>;
  imports: ImportLog;
  clock: () => number;
  /** Called with refused rows, some at a time. */
  onRefused?: (refused: readonly RefusedRecord[]) => void | Promise<void>;
  /** Called with the number of rows that are compared so far. */
  onProgress?: (rows: number) => void;
}

export interface SnapshotReport {
  /** new + changed + unchanged + refused, and those rows that say the record is deleted, are received. */
  received: number;
  new: number;
  changed: number;
  unchanged: number;
  /** Records that are gone, or that the snapshot says are deleted or merged. */
  deleted: number;
  refused: number;
  /** The first 100 refused rows, in the order in which they were found. */
  errors: RefusedRecord[];
  /** Why nothing was taken for deleted although the snapshot is complete, where that is so. */
  deletionsSkipped: boolean;
  /** Events that were stored, and the range of their times, milliseconds since 1970. */
  events: number;
  firstOccurredAt: number | null;
  lastOccurredAt: number | null;
  /** The id of the import, by which it can be undone. */
  import: string;
}

/** Records that are compared at once. */
const BATCH = 10_000;
const MAXIMUM_ERRORS = 100;
/** The share of known records that may be gone without being asked about: a filtered export looks the same. */
const DELETED_SHARE = 0.05;

/**
 * Takes a snapshot: compares each record with what is stored of it, and stores the events that explain the difference.
 * The same snapshot again stores nothing, whatever became of the first attempt.
 * @throws SnapshotError before anything is stored; what the writer throws, with a part stored
 */
export async function takeSnapshot(options: SnapshotOptions): Promise<SnapshotReport> {
  const { kind, origin, asOf, complete, about, imports, clock } = options;
  const before = await lastSnapshot(options);
  await options.records.settle();
  const { index, unreadable } = await indexIds(options);
  const isFirst = await knowsNothing(options);
  const gone = complete && unreadable === 0 ? await findGone(options, index) : [];

  const entry: Import = {
    id: randomUUID(),
    ...{ ...about, source: origin.source, namespace: origin.namespace, kind, asOf, complete },
    ...{ state: 'running', beganAt: clock(), endedAt: null, firstOccurredAt: null, lastOccurredAt: null, counts: {} },
  };
  await imports.note(entry);
  const taking = new SnapshotTaking(options, entry.id, { before, index, isFirst });
  const end = async (state: Import['state']) => {
    const { received, new: added, changed, unchanged, deleted, refused, events, ...range } = taking.report;
    const counts = { received, new: added, changed, unchanged, deleted, refused, events };
    const { firstOccurredAt, lastOccurredAt } = range;
    await imports.note({ ...entry, state, endedAt: clock(), counts, firstOccurredAt, lastOccurredAt });
  };
  try {
    for await (const rows of options.rows()) await taking.add(rows);
    await taking.finishRows();
    await taking.delete(gone);
    await options.writer.settle();
  } catch (error) {
    await end('failed').catch(() => undefined);
    throw error;
  }
  taking.report.deletionsSkipped = complete && unreadable > 0;
  await end('done');
  return taking.report;
}

/** The moment of the last snapshot of the source and kind. @throws SnapshotError where that is a later one */
async function lastSnapshot({ imports, origin, kind, asOf }: SnapshotOptions): Promise<number | undefined> {
  const earlier = await imports.list({ source: origin.source, kind }, 1000);
  const moments = earlier.flatMap((one) => (one.state !== 'undone' && one.asOf !== null ? [one.asOf] : []));
  if (moments.length === 0) return undefined;
  const last = Math.max(...moments);
  if (asOf < last) {
    throw new SnapshotError(
      'older_snapshot',
      `The snapshot is as of ${new Date(asOf).toISOString()}; one as of ${new Date(last).toISOString()} is stored. ` +
        'Load snapshots in the order of their moments, or undo the later one first.',
    );
  }
  return last;
}

/** The ids of all rows, those included that will be refused: a record with a refused row is not gone. */
async function indexIds({ rows }: SnapshotOptions): Promise<{ index: IdIndex; unreadable: number }> {
  const index = new IdIndex();
  let unreadable = 0;
  for await (const some of rows()) {
    for (const row of some) {
      const id = idOf(row);
      if (id === undefined) unreadable++;
      else index.add(id);
    }
  }
  index.sort();
  return { index, unreadable };
}

function idOf({ read }: SnapshotRow): string | undefined {
  if (!read.ok) return read.id;
  const { body } = read;
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** Whether nothing is known of any record: then there is nothing to compare a record with. */
async function knowsNothing({ kind, origin, records }: SnapshotOptions): Promise<boolean> {
  return !(await records.hasAny({ kind, namespace: origin.namespace }));
}

/** @throws SnapshotError */
async function findGone({ kind, origin, asOf, records, allowDeletions }: SnapshotOptions, index: IdIndex) {
  const gone: string[] = [];
  let known = 0;
  for await (const ids of records.listIds({ kind, namespace: origin.namespace, asOf })) {
    known += ids.length;
    gone.push(...ids.filter((id) => !index.has(id)));
  }
  if (!allowDeletions && gone.length > known * DELETED_SHARE) {
    throw new SnapshotError(
      'too_many_deletions',
      `${gone.length} of ${known} known records are not in the snapshot, more than ${DELETED_SHARE * 100} %: a filtered ` +
        'export looks like that. Say that they are deleted (--allow-deletions, allow_deletions=true), or that the ' +
        'snapshot is not complete.',
    );
  }
  return gone;
}

interface RepeatedRecord {
  row: SnapshotRow;
  text: string;
  places: number[];
  isSame: boolean;
}

/** The comparison under way. */
class SnapshotTaking {
  readonly report: SnapshotReport;
  readonly #context: RecordContext;
  readonly #repeated = new Map<string, RepeatedRecord>();
  #waiting: SnapshotRow[] = [];
  #compared = 0;

  constructor(
    private readonly options: SnapshotOptions,
    importId: string,
    private readonly known: { before: number | undefined; index: IdIndex; isFirst: boolean },
  ) {
    const { kind, origin, intake, asOf, clock } = options;
    this.#context = { kind, ...origin, intake, asOf, before: known.before, now: clock() };
    this.report = {
      ...{ received: 0, new: 0, changed: 0, unchanged: 0, deleted: 0, refused: 0, errors: [], deletionsSkipped: false },
      ...{ events: 0, firstOccurredAt: null, lastOccurredAt: null, import: importId },
    };
  }

  async add(rows: readonly SnapshotRow[]): Promise<void> {
    for (const row of rows) {
      this.report.received++;
      const id = idOf(row);
      if (id !== undefined && this.known.index.isRepeated(id)) this.#holdRepeated(id, row);
      else this.#waiting.push(row);
      if (this.#waiting.length >= BATCH) await this.#compareWaiting();
    }
  }

  /** Compares what waits, and what the snapshot has more than once: the same each time, or not at all. */
  async finishRows(): Promise<void> {
    for (const [id, { row, places, isSame }] of this.#repeated) {
      if (isSame) {
        this.#waiting.push(row);
        this.report.unchanged += places.length - 1;
        continue;
      }
      const message =
        `The id ${JSON.stringify(id)} stands in the snapshot ${places.length} times with different content ` +
        `(${places.slice(0, 5).join(', ')}${places.length > 5 ? ', …' : ''}): which one counts is not known.`;
      await this.#refuse(places.map((place) => ({ place, id, code: 'duplicate_id', path: 'id', message })));
    }
    while (this.#waiting.length > 0) await this.#compareWaiting();
  }

  /** Takes records out that the snapshot does not have. */
  async delete(ids: readonly string[]): Promise<void> {
    for (let first = 0; first < ids.length; first += BATCH) {
      const some = ids.slice(first, first + BATCH);
      const rows = some.map((id) => ({ place: -1, read: { ok: true as const, body: { id, deleted: true } } }));
      await this.#compare(rows);
    }
  }

  #holdRepeated(id: string, row: SnapshotRow): void {
    const text = JSON.stringify(row.read);
    const held = this.#repeated.get(id);
    if (held) {
      held.places.push(row.place);
      held.isSame &&= held.text === text;
    } else {
      this.#repeated.set(id, { row, text, places: [row.place], isSame: true });
    }
  }

  async #compareWaiting(): Promise<void> {
    const rows = this.#waiting.splice(0, BATCH);
    await this.#compare(rows);
    this.#compared += rows.length;
    this.options.onProgress?.(this.#compared);
  }

  async #compare(rows: readonly SnapshotRow[]): Promise<void> {
    const { kind, origin, records, timeZone } = this.options;
    const parsed = rows.map((row) => ({ row, parsed: parseRow(kind, row, timeZone) }));
    const ids = parsed.flatMap((one) => (one.parsed.ok ? [one.parsed.record.id] : []));
    const { isFirst } = this.known;
    const stored = isFirst
      ? new Map<string, StoredRecord>()
      : await records.read({ kind, namespace: origin.namespace }, ids);
    const refused: RefusedRecord[] = [];
    const events: RecordEvent[] = [];
    for (const { row, parsed: one } of parsed) {
      const known = one.ok ? stored.get(one.record.id) : undefined;
      const outcome = one.ok ? toRecordEvents({ ...one, stored: known }, this.#context) : one;
      if (outcome.ok) {
        this.#count(outcome.events, (known?.events.length ?? 0) > 0);
        events.push(...outcome.events);
      } else {
        const id = idOf(row);
        refused.push({ place: row.place, ...(id !== undefined && { id }), ...joined(outcome.errors) });
      }
    }
    await this.#write(events);
    await this.#refuse(refused);
  }

  #count(events: readonly RecordEvent[], isKnown: boolean): void {
    const { report } = this;
    const isGone = events.some(({ event }) => event.type === 'record.deleted' || event.type === 'record.merged');
    if (isGone) report.deleted++;
    else if (events.length === 0) report.unchanged++;
    else if (isKnown) report.changed++;
    else report.new++;
  }

  /** Stores what a batch of records gives, for each source under its own name. */
  async #write(events: readonly RecordEvent[]): Promise<void> {
    const { writer, origin } = this.options;
    for (const source of new Set(events.map((one) => one.source))) {
      const ofSource = events.filter((one) => one.source === source).map(({ event }) => event);
      const verdicts = await writer.write({ ...origin, source, importId: this.report.import }, ofSource);
      if (verdicts.includes('not_storable')) throw new Error('The store refuses an event of a record');
      this.report.events += verdicts.filter((verdict) => verdict === 'accepted').length;
    }
    for (const { event } of events) {
      if (event.type === 'event.retracted') continue;
      this.report.firstOccurredAt = Math.min(this.report.firstOccurredAt ?? Infinity, event.occurred_at);
      this.report.lastOccurredAt = Math.max(this.report.lastOccurredAt ?? -Infinity, event.occurred_at);
    }
  }

  async #refuse(refused: readonly RefusedRecord[]): Promise<void> {
    if (refused.length === 0) return;
    const { report } = this;
    report.refused += refused.length;
    report.errors.push(...refused.slice(0, MAXIMUM_ERRORS - report.errors.length));
    await this.options.onRefused?.(refused);
  }
}

function parseRow(kind: RecordKind, { read }: SnapshotRow, timeZone: string) {
  return read.ok ? parseRecord(kind, read.body, timeZone) : { ok: false as const, errors: [read.error] as const };
}

function joined([first, ...others]: readonly [RowError, ...RowError[]]): RowError {
  const message = [first, ...others].map((error) => error.message).join(' ');
  return { ...first, message };
}
