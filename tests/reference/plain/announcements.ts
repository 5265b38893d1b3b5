import type { EventBody, StandingEvent } from './events';
import { dimensionsOf, valuesOf, type Observation } from './facts';
import type { Settings } from './settings';

/** A decision or a milestone. */
export interface Announcement extends Observation {
  kind: 'decision' | 'milestone';
  title: string;
  note: string | undefined;
  author: string | undefined;
  /** campaign, release, pricing or other. */
  sort: string | undefined;
  tags: string[];
}

export function announcementsOf(events: readonly StandingEvent[], settings: Settings): Announcement[] {
  return events.flatMap((event): Announcement[] => {
    const { type, title, note, author, kind } = event.body;
    if (type !== 'decision.recorded' && type !== 'milestone.recorded') return [];
    const text = (value: EventBody[string] | undefined) => (typeof value === 'string' ? value : undefined);
    const dimensions = dimensionsOf(event, settings);
    return [
      {
        ...{ time: event.time, dimensions, title: String(title) },
        kind: type === 'decision.recorded' ? 'decision' : 'milestone',
        ...{ note: text(note), author: text(author), sort: text(kind) },
        tags: valuesOf(dimensions, 'tag'),
      },
    ];
  });
}
