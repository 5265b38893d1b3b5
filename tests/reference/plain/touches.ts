import type { Company } from './company';
import type { Observation } from './facts';
import { heldMeetings } from './meetings';

/** Outbound messages, at the instant they were sent. */
function sentMessages({ messages }: Company): Observation[] {
  return messages.flatMap(({ outbound, sentAt, dimensions }) => (outbound ? [{ time: sentAt, dimensions }] : []));
}

/** What was done to reach a lead: outbound calls, whatever came of them, outbound messages and meetings held. */
export function touchesOf(company: Company, now: number): Observation[] {
  return [
    ...company.calls.filter(({ dimensions }) => dimensions.direction === 'outbound'),
    ...sentMessages(company),
    ...heldMeetings(company.meetings, now),
  ];
}

/** What shows that somebody was in contact: calls either way, outbound messages and meetings held. */
export function contactsOf(company: Company, now: number): Observation[] {
  return [...company.calls, ...sentMessages(company), ...heldMeetings(company.meetings, now)];
}

/** What counts as a check-in: calls either way and meetings held. */
export function checkinsOf({ calls, meetings }: Company, now: number): Observation[] {
  return [...calls, ...heldMeetings(meetings, now)];
}
