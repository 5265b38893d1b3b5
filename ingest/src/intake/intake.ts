import { parseEvent, type EventError, type SalesEvent } from '@saleshub/model';
import type { PlanRules } from './plan/plan-rules';
import type { ContactHasher } from './privacy/contact-hasher';
import { protectBody, type ProtectedBody } from './privacy/protect-body';
import { protectEvent } from './privacy/protect-event';
import { countDroppedFields, type DroppedFields } from './dropped-fields';

/** An event as it is stored. */
export interface AdmittedEvent {
  event: SalesEvent;
  /** The digest of what was sent, whatever plan, rates and secrets have made of it; 8 bytes. */
  digest: Buffer;
}

export type Admission = ({ ok: true } & AdmittedEvent) | { ok: false; errors: [EventError, ...EventError[]] };

/** The rules that the intake applies; replaced as a whole when plan or secrets change. */
export interface IntakeRules {
  plan: PlanRules;
  contacts: ContactHasher;
}

/** The one way into the hub, for whatever is sent, imported or made up. */
export interface Intake {
  /** Checks the body of a source's event and makes of it what is stored. */
  admit: (source: string, body: unknown) => Admission;
  /** The same for an event that is checked already. */
  admitChecked: (source: string, event: SalesEvent) => Admission;
  /** Why the plan keeps out an event that was made of what had been admitted; undefined where it does not. */
  refusalOf: (source: string, event: SalesEvent) => EventError | undefined;
  /** The namespace that the plan gives a source; undefined where it says nothing about the source. */
  namespaceOf: (source: string) => string | undefined;
  /** The same for a body that was refused and kept: contact data are protected in it already. */
  admitKept: (source: string, body: unknown) => Admission;
  /** A refused body as it may be kept: see `protectBody`. */
  protectBody: (body: unknown, eventAt: '' | 'data.') => ProtectedBody;
  dropped: DroppedFields;
  /** Goes by other rules from the next event on. */
  change: (rules: IntakeRules) => void;
}

const unchanged = (value: string) => value;

/** @param clock milliseconds since 1970 */
export function createIntake(rules: IntakeRules, clock: () => number = Date.now): Intake {
  let current = rules;
  const dropped = countDroppedFields();

  const admitWith = (source: string, sent: SalesEvent, contacts: ContactHasher): Admission => {
    const planned = current.plan.apply(source, sent);
    if (!planned.ok) return planned;
    dropped.add(source, planned.dropped);
    return { ok: true, event: protectEvent(planned.event, contacts.hash), digest: digestOf(sent, contacts) };
  };
  const parseAndAdmit = (source: string, body: unknown, contacts: ContactHasher): Admission => {
    const parsed = parseEvent(body, { now: clock() });
    return parsed.ok ? admitWith(source, parsed.event, contacts) : parsed;
  };
  return {
    admit: (source, body) => parseAndAdmit(source, body, current.contacts),
    admitChecked: (source, event) => admitWith(source, event, current.contacts),
    refusalOf: (source, event) => {
      const planned = current.plan.apply(source, event);
      return planned.ok ? undefined : planned.errors[0];
    },
    admitKept: (source, body) =>
      parseAndAdmit(source, body, { ...current.contacts, hash: unchanged, hashForDigest: unchanged }),
    protectBody: (body, eventAt) => protectBody(body, current.contacts.hash, eventAt),
    namespaceOf: (source) => current.plan.namespaceOf(source),
    dropped,
    change: (next) => {
      current = next;
    },
  };
}

/**
 * Made from what was sent, before the plan: an event that is sent again after a change of the plan or of the rates is
 * still the same event. Contact data are protected first, so that a refused event, which is kept that way, is the same
 * event when it is taken after all.
 */
function digestOf(sent: SalesEvent, contacts: ContactHasher): Buffer {
  const fields = Object.entries(protectEvent(sent, contacts.hashForDigest));
  return contacts.digest(JSON.stringify(fields.sort(([left], [right]) => (left < right ? -1 : 1))));
}
