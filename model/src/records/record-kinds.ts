import { SHARED_DIMENSIONS } from '../events/event-type';
import type { EventType } from '../events/event-types';
import type { RecordKind } from '../events/fields';

/** How a record ends, and what its source may say of that. */
export interface Ending {
  type: EventType;
  states: readonly string[];
}

/** One kind of record: what it states, and which events its differences become. A new kind is an entry here. */
export interface RecordKindDefinition {
  /** Also the field that holds its id. */
  kind: RecordKind;
  /** What it states, from its beginning on. */
  states: readonly string[];
  /** Which of these no record of the kind can be without. */
  required: readonly string[];
  /** Its first event, at `created_at`. */
  begins: EventType;
  /** States what has become other; without it, the first event is corrected. */
  changes?: EventType;
  /** The status of a record that has not ended. */
  open: string;
  /** The other statuses; `closed_at` says when. */
  endings: Readonly<Record<string, Ending>>;
  /** Says that an ended record goes on; without it, the ending is retracted. */
  resumes?: EventType;
  /** What else happens to it once: the event by the field that says when. */
  milestones: Readonly<Record<string, EventType>>;
}

const dimensions = (...others: readonly string[]) =>
  SHARED_DIMENSIONS.filter((name) => !['opportunity', 'contact', 'visitor', ...others].includes(name));

const DEFINITIONS: Readonly<Record<RecordKind, RecordKindDefinition>> = {
  opportunity: {
    kind: 'opportunity',
    states: ['stage', 'amount', 'expected_close', ...dimensions()],
    required: [],
    begins: 'opportunity.created',
    changes: 'opportunity.changed',
    open: 'open',
    endings: {
      won: { type: 'opportunity.won', states: ['amount'] },
      lost: { type: 'opportunity.lost', states: ['amount', 'loss_reason'] },
    },
    resumes: 'opportunity.reopened',
    milestones: {},
  },
  lead: {
    kind: 'lead',
    states: [...dimensions('lead'), 'contact', 'visitor'],
    required: [],
    begins: 'lead.created',
    open: 'open',
    endings: {
      qualified: { type: 'lead.qualified', states: ['reason'] },
      disqualified: { type: 'lead.disqualified', states: ['reason'] },
    },
    milestones: {},
  },
  account: {
    kind: 'account',
    states: ['rep'],
    required: ['rep'],
    begins: 'account.assigned',
    changes: 'account.assigned',
    open: 'open',
    endings: {},
    milestones: {},
  },
  subscription: {
    kind: 'subscription',
    states: ['mrr', ...dimensions()],
    required: ['account', 'mrr'],
    begins: 'subscription.started',
    changes: 'subscription.changed',
    open: 'active',
    endings: { cancelled: { type: 'subscription.cancelled', states: ['reason'] } },
    resumes: 'subscription.started',
    milestones: {},
  },
  ticket: {
    kind: 'ticket',
    states: ['priority', ...dimensions()],
    required: [],
    begins: 'ticket.opened',
    open: 'open',
    endings: { resolved: { type: 'ticket.resolved', states: [] } },
    resumes: 'ticket.reopened',
    milestones: { first_replied_at: 'ticket.first_replied' },
  },
};

export function recordKind(kind: RecordKind): RecordKindDefinition {
  return DEFINITIONS[kind];
}

/** The statuses that a record of the kind can have. */
export function statusesOf({ open, endings }: RecordKindDefinition): string[] {
  return [open, ...Object.keys(endings)];
}

/** What the endings of the kind state, each once. */
export function endingStates({ endings }: RecordKindDefinition): string[] {
  return [...new Set(Object.values(endings).flatMap(({ states }) => states))];
}
