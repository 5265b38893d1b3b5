import { byRecord, firstSince, type StandingEvent } from './events';
import { dimensionsAfter, type Observation } from './facts';
import type { Settings } from './settings';

/** A review when it was posted, as its first posted event describes it. */
export interface Review extends Observation {
  rating: number;
  firstAnsweredAt: number | null;
}

export function reviewsOf(events: readonly StandingEvent[], settings: Settings): Review[] {
  return byRecord(events, 'review', 'review').flatMap((history) => {
    const posted = history.find(({ body }) => body.type === 'review.posted');
    if (!posted) return [];
    return [
      {
        time: posted.time,
        dimensions: dimensionsAfter([posted], settings),
        rating: Number(posted.body.rating),
        firstAnsweredAt: firstSince(history, 'review.answered', posted.time),
      },
    ];
  });
}
