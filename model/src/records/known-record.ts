import { inOrderOfLife } from './order-of-life';
import type { RecordKindDefinition } from './record-kinds';
import type { KnownEvent } from './source-record';

/** What the stored events of a record add up to, as of a moment. */
export interface KnownRecord {
  /** The event that begins it; undefined where others are known alone. */
  beginning?: KnownEvent;
  /** Whether anything is known of its life. */
  isKnown: boolean;
  /** One of the kind's statuses. */
  status: string;
  /** The event that ended it, where it has ended. */
  ending?: KnownEvent;
  /** The last event that let it go on. */
  resumption?: KnownEvent;
  /** By field: what was said last, and when. */
  values: ReadonlyMap<string, { value: string | null; at: number }>;
  milestones: ReadonlyMap<string, KnownEvent>;
  deletions: readonly KnownEvent[];
  merges: readonly KnownEvent[];
}

/**
 * Adds up the events up to a moment, as the store's state does.
 * @param asOf milliseconds since 1970; events of that instant belong to it
 */
export function foldKnownEvents(
  definition: RecordKindDefinition,
  events: readonly KnownEvent[],
  asOf: number,
): KnownRecord {
  const known = events.filter(({ at }) => at <= asOf);
  const life = inOrderOfLife(
    definition,
    known.filter(({ type }) => !type.startsWith('record.')),
  );
  const values = new Map<string, { value: string | null; at: number }>();
  const milestones = new Map<string, KnownEvent>();
  let status = definition.open;
  let ending: KnownEvent | undefined;
  let resumption: KnownEvent | undefined;
  for (const event of life) {
    const ended = Object.entries(definition.endings).find(([, { type }]) => type === event.type);
    const milestone = Object.entries(definition.milestones).find(([, type]) => type === event.type);
    if (ended) {
      [status] = ended;
      ending = event;
    } else if (milestone) {
      if (!milestones.has(milestone[0])) milestones.set(milestone[0], event);
    } else if (event.type === definition.resumes && ending) {
      status = definition.open;
      ending = undefined;
      resumption = event;
    }
    for (const [name, value] of Object.entries(event.values)) {
      // What a lost opportunity was worth is not said by its loss: tools set it to zero then.
      if (name === 'amount' && event.type === 'opportunity.lost') continue;
      values.set(name, { value, at: event.at });
    }
  }
  const beginning = life.find(({ type }) => type === definition.begins);
  return {
    isKnown: life.length > 0,
    status,
    values,
    milestones,
    deletions: known.filter(({ type }) => type === 'record.deleted'),
    merges: known.filter(({ type }) => type === 'record.merged'),
    ...(beginning && { beginning }),
    ...(ending && { ending }),
    ...(resumption && { resumption }),
  };
}
