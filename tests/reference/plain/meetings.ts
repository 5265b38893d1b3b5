import { byRecord, type Sources, type StandingEvent } from './events';
import { dimensionsAfter, type Dimensions } from './facts';

export interface Meeting {
  /** Null where nothing says when it starts. */
  startsAt: number | null;
  status: 'held' | 'no_show' | 'cancelled' | 'scheduled';
  /** Its calendar never says that a meeting took place. */
  heldImplied: boolean;
  dimensions: Dimensions;
}

export function meetingsOf(events: readonly StandingEvent[], sources: Sources): Meeting[] {
  return byRecord(events, 'meeting', 'meeting').map((history) => meetingOf(history, sources));
}

/** A meeting that was ever held was held; otherwise its last event decides. */
function meetingOf(history: readonly StandingEvent[], sources: Sources): Meeting {
  const held = history.findLastIndex(({ body }) => body.type === 'meeting.held');
  const known = held < 0 ? history : history.slice(0, held + 1);
  const deciding = known.at(-1);
  const status = (deciding?.body.type.replace('meeting.', '') ?? 'scheduled') as Meeting['status'];
  const happened = status === 'held' || status === 'no_show';
  return {
    startsAt: happened ? (deciding?.time ?? null) : lastScheduledStart(known),
    status,
    heldImplied: sources.heldImplied.includes(deciding?.source ?? ''),
    dimensions: dimensionsAfter(known, sources),
  };
}

function lastScheduledStart(history: readonly StandingEvent[]): number | null {
  const scheduled = history.findLast(({ body }) => body.type === 'meeting.scheduled');
  return scheduled ? Date.parse(String(scheduled.body.starts_at)) : null;
}
