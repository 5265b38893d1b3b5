import type { HealthComponent } from '../../../settings/reporting-settings';
import type { ResultRow } from '../../query-type';

type Words = (row: ResultRow) => string;

const percent = (share: number) => `${Math.round(100 * share)} %`;
const fall = (now: unknown, before: unknown) => percent(1 - Number(now) / Number(before));

/** What each component of an account's health says when it takes points off. */
const WORDS: Record<HealthComponent, Words> = {
  usage: ({ usage_recent, usage_before }) => `usage down ${fall(usage_recent, usage_before)} in 28 days`,
  nps: ({ nps_score }) => `last answer to the Net Promoter question ${String(nps_score)}`,
  tickets: ({ overdue_tickets }) =>
    Number(overdue_tickets) === 1
      ? '1 ticket open for over 7 days'
      : `${String(overdue_tickets)} tickets open for over 7 days`,
  contact: ({ last_contact }) => (last_contact === null ? 'never contacted' : 'no contact for over 30 days'),
  mrr: ({ mrr, mrr_before }) => `revenue down ${fall(mrr, mrr_before)} in 90 days`,
  review: ({ worst_review }) => `a review of ${String(worst_review)} of 5 stars`,
};

/** What takes points off an account's health, the most points first, each with its points. */
export function reasonsOf(row: ResultRow): string {
  const reasons = (Object.keys(WORDS) as HealthComponent[])
    .map((component) => ({ component, points: Number(row[`lost_${component}`] ?? 0) }))
    .filter(({ points }) => points > 0)
    .sort((left, right) => right.points - left.points)
    .map(({ component, points }) => `${WORDS[component](row)} (−${Math.max(1, Math.round(points))})`);
  const text = reasons.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
