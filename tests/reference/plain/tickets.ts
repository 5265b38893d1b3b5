import { byRecord, firstSince, type StandingEvent } from './events';
import { dimensionsAfter, type Observation } from './facts';
import type { Settings } from './settings';

/** A ticket when it was opened, as its first opened event describes it. */
export interface Ticket extends Observation {
  firstRepliedAt: number | null;
  /** Its latest resolution. */
  resolvedAt: number | null;
  /** Its latest reopening. */
  reopenedAt: number | null;
  /** Every resolution and reopening, in order; of one instant the resolution comes last. */
  turns: readonly { time: number; isOpen: boolean }[];
  /** When it is to be resolved by. */
  dueAt: number | null;
}

export function ticketsOf(events: readonly StandingEvent[], settings: Settings): Ticket[] {
  return byRecord(events, 'ticket', 'ticket').flatMap((history) => {
    const isOf =
      (type: string) =>
      ({ body }: StandingEvent) =>
        body.type === `ticket.${type}`;
    const opened = history.find(isOf('opened'));
    if (!opened) return [];
    return [
      {
        time: opened.time,
        dimensions: dimensionsAfter([opened], settings),
        firstRepliedAt: firstSince(history, 'ticket.first_replied', opened.time),
        resolvedAt: history.findLast(isOf('resolved'))?.time ?? null,
        reopenedAt: history.findLast(isOf('reopened'))?.time ?? null,
        turns: history
          .filter((event) => isOf('resolved')(event) || isOf('reopened')(event))
          .map((event) => ({ time: event.time, isOpen: isOf('reopened')(event) }))
          .sort((left, right) => left.time - right.time || Number(right.isOpen) - Number(left.isOpen)),
        dueAt: typeof opened.body.due_at === 'string' ? Date.parse(opened.body.due_at) : null,
      },
    ];
  });
}

/** Whether it was open just before an instant at which it had been opened: one that is resolved twice was not in between. */
export const isOpenAt = ({ turns }: Ticket, time: number) => turns.findLast((turn) => turn.time < time)?.isOpen ?? true;

/** When a ticket was resolved that has not been reopened since. */
export function resolvedAt({ resolvedAt: resolved, reopenedAt }: Ticket): number | null {
  return resolved !== null && (reopenedAt === null || reopenedAt <= resolved) ? resolved : null;
}
