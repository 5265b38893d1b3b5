import { byRecord, type StandingEvent } from './events';
import { dimensionsAfter, type Dimensions, type Observation } from './facts';
import type { Settings } from './settings';

export interface Meeting {
  /** Null where nothing says when it starts. */
  startsAt: number | null;
  status: 'held' | 'no_show' | 'cancelled' | 'scheduled';
  /** Its calendar never says that a meeting took place. */
  heldImplied: boolean;
  dimensions: Dimensions;
  /** When it was first put in the calendar; null where it never was. */
  scheduling: Observation | null;
}

export function meetingsOf(events: readonly StandingEvent[], settings: Settings): Meeting[] {
  return byRecord(events, 'meeting', 'meeting').map((history) => meetingOf(history, settings));
}

/** A meeting that was ever held was held; otherwise its last event decides. */
function meetingOf(history: readonly StandingEvent[], settings: Settings): Meeting {
  const held = history.findLastIndex(({ body }) => body.type === 'meeting.held');
  const known = held < 0 ? history : history.slice(0, held + 1);
  const deciding = known.at(-1);
  const status = (deciding?.body.type.replace('meeting.', '') ?? 'scheduled') as Meeting['status'];
  const happened = status === 'held' || status === 'no_show';
  return {
    startsAt: happened ? (deciding?.time ?? null) : lastScheduledStart(known),
    status,
    heldImplied: settings.heldImplied.includes(deciding?.source ?? ''),
    dimensions: dimensionsAfter(known, settings),
    scheduling: firstScheduling(history, settings),
  };
}

function lastScheduledStart(history: readonly StandingEvent[]): number | null {
  const scheduled = history.findLast(({ body }) => body.type === 'meeting.scheduled');
  return scheduled ? Date.parse(String(scheduled.body.starts_at)) : null;
}

function firstScheduling(history: readonly StandingEvent[], settings: Settings): Observation | null {
  const index = history.findIndex(({ body }) => body.type === 'meeting.scheduled');
  const event = history[index];
  return event ? { time: event.time, dimensions: dimensionsAfter(history.slice(0, index + 1), settings) } : null;
}

/** Meetings that took place, at their start. One that is past and was neither cancelled nor missed may count, too. */
export function heldMeetings(meetings: readonly Meeting[], now: number): Observation[] {
  return meetings.flatMap(({ startsAt, status, heldImplied, dimensions }) => {
    if (startsAt === null) return [];
    const impliedly = heldImplied && status === 'scheduled' && startsAt < now;
    return status === 'held' || impliedly ? [{ time: startsAt, dimensions }] : [];
  });
}

/** Meetings that were missed, at their start. */
export function missedMeetings(meetings: readonly Meeting[]): Observation[] {
  return meetings.flatMap(({ startsAt, status, dimensions }) =>
    startsAt !== null && status === 'no_show' ? [{ time: startsAt, dimensions }] : [],
  );
}
