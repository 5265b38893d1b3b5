import type { StandingEvent } from './events';
import { dimensionsOf, type Observation } from './facts';
import type { Settings } from './settings';

const SESSION_GAP = 30 * 60_000;

/** Sessions at their first page: one begins where its visitor saw no page in less than half an hour before. */
export function sessionsOf(events: readonly StandingEvent[], settings: Settings): Observation[] {
  return pageViewsByVisitor(events).flatMap(([visitor, views]) =>
    views
      .filter((view, index) => {
        const before = views[index - 1];
        return !before || view.time - before.time >= SESSION_GAP;
      })
      .map((view) => ({ time: view.time, dimensions: dimensionsOf(view, settings), entity: visitor })),
  );
}

/** Each visitor at the first page that he or she ever saw. */
export function firstVisitsOf(sessions: readonly Observation[]): Observation[] {
  return sessions.filter((session) => sessions.find(({ entity }) => entity === session.entity) === session);
}

function pageViewsByVisitor(events: readonly StandingEvent[]): [visitor: string, views: StandingEvent[]][] {
  const byVisitor = new Map<string, StandingEvent[]>();
  for (const event of events) {
    if (event.body.type !== 'web.visited') continue;
    const visitor = String(event.body.visitor);
    byVisitor.set(visitor, [...(byVisitor.get(visitor) ?? []), event]);
  }
  return [...byVisitor];
}
