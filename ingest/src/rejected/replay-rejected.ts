import type { EventWriter, KeptRejectedEvent, RejectedFilter, RejectedStore } from '@saleshub/store/write';
import type { Intake } from '../intake/intake';
import { writeAdmitted } from '../intake/write-admitted';
import { checkEvent, notStorable, reusedId, type CheckedEvent, type Refusal } from '../intake/check-event';

/** Why a refused event was not stored by a replay either. */
export interface ReplayError extends Omit<Refusal, 'id' | 'code'> {
  /** Of the refused event, as GET /v1/rejected lists it. */
  id: string;
  code: Refusal['code'] | 'already_replayed' | 'not_whole';
}

/** What became of refused events that were to be stored after all: accepted + duplicates + rejected = received. */
export interface ReplayReport {
  received: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** The first hundred. */
  errors: ReplayError[];
  /** Where to go on, when there are more than one call takes. */
  next: string | null;
}

export interface ReplayOptions {
  rejected: Pick<RejectedStore, 'select' | 'markReplayed'>;
  writer: EventWriter;
  intake: Intake;
  clock: () => number;
}

const PAGE = 1000;
const MOST_AT_ONCE = 10_000;
const MAXIMUM_ERRORS = 100;

/**
 * Stores refused events after all, where they pass now; the newest first, up to 10,000 in one call. Those that are
 * stored are marked; all of them are kept. A replay that breaks off may be repeated: nothing is stored twice.
 * @param after go on behind this one, the `next` of the call before
 * @throws what the writer and the store throw
 */
export async function replayRejected(
  options: ReplayOptions,
  filter: RejectedFilter,
  after?: string,
): Promise<ReplayReport> {
  const report: ReplayReport = { received: 0, accepted: 0, duplicates: 0, rejected: 0, errors: [], next: null };
  // Those that are named are looked at in any case, so that the answer can say what became of them.
  const wanted = filter.ids ? filter : { ...filter, replayed: false };
  let before = after;
  while (report.received < MOST_AT_ONCE) {
    const page = await options.rejected.select(wanted, { limit: PAGE, ...(before !== undefined && { before }) });
    for (const [source, events] of bySource(page.events)) await replayFrom(options, source, events, report);
    if (page.next === null) return report;
    before = page.next;
  }
  return { ...report, next: before ?? null };
}

async function replayFrom(
  { rejected, writer, intake, clock }: ReplayOptions,
  source: string,
  events: readonly KeptRejectedEvent[],
  report: ReplayReport,
): Promise<void> {
  const checked = events.map((event) => ({ event, outcome: checkAgain(event, intake) }));
  const admitted = checked.flatMap(({ outcome }) => ('event' in outcome ? [outcome] : []));
  const origin = { source, namespace: intake.namespaceOf(source) ?? source };
  const verdicts = (await writeAdmitted(writer, origin, admitted)).values();
  const stored: KeptRejectedEvent[] = [];
  for (const { event, outcome } of checked) {
    report.received += 1;
    if ('refusal' in outcome) {
      report.rejected += 1;
      listError(report, event.id, outcome.refusal);
      continue;
    }
    const verdict = verdicts.next().value;
    if (verdict === 'not_storable') {
      report.rejected += 1;
      listError(report, event.id, notStorable(event.eventId));
      continue;
    }
    report[verdict === 'accepted' ? 'accepted' : 'duplicates'] += 1;
    if (verdict === 'id_reused') listError(report, event.id, reusedId(event.eventId));
    else stored.push(event);
  }
  await rejected.markReplayed(stored, clock());
}

type Again = CheckedEvent | { refusal: Omit<ReplayError, 'id'> };

function checkAgain({ source, format, body, altered, replayedAt }: KeptRejectedEvent, intake: Intake): Again {
  if (replayedAt !== null) {
    return { refusal: { code: 'already_replayed', path: '', message: 'The event was stored by an earlier replay.' } };
  }
  if (format === 'text' || altered.length > 0) {
    const places = altered.filter((place) => place !== '').join(', ');
    const message = `The kept body holds less than was sent${places ? ` (masked: ${places})` : ''}: send the event again.`;
    return { refusal: { code: 'not_whole', path: altered[0] ?? '', message } };
  }
  return checkEvent(JSON.parse(body), format, (value) => intake.admitKept(source, value));
}

function listError(report: ReplayReport, id: string, { code, path, message }: Omit<ReplayError, 'id'>): void {
  if (report.errors.length < MAXIMUM_ERRORS) report.errors.push({ id, code, path, message });
}

function bySource(events: readonly KeptRejectedEvent[]): Map<string, KeptRejectedEvent[]> {
  const groups = new Map<string, KeptRejectedEvent[]>();
  for (const event of events) {
    const group = groups.get(event.source) ?? [];
    group.push(event);
    groups.set(event.source, group);
  }
  return groups;
}
