import { formatInstant } from '@saleshub/model';
import type { Trial } from './try-rules';

const MONTH_DAYS = 365.25 / 12;
const DAY = 86_400_000;

/** How often a rule would have fired, and for how long. */
export interface TrialSummary {
  rule: string;
  threshold: number;
  firings: number;
  per_month: number;
  /** Days on which it fired for anybody or anything. */
  firing_days: number;
  evaluations: number;
  without_number: number;
}

export function summarize(
  { rule, firings, evaluations, withoutNumber }: Trial,
  times: readonly number[],
): TrialSummary {
  const months = times.length / MONTH_DAYS;
  const isOn = (time: number) => firings.some(({ from, to }) => from <= time && (to === null || time < to));
  return {
    rule: rule.id,
    threshold: rule.condition.threshold,
    firings: firings.length,
    per_month: Math.round((firings.length / months) * 100) / 100,
    firing_days: times.filter(isOn).length,
    evaluations,
    without_number: withoutNumber,
  };
}

/** Each firing, for whom, since when, and for how many days. */
export function firingsJson({ firings }: Trial, times: readonly number[], timeZone: string) {
  const last = times.at(-1) ?? 0;
  return firings.map(({ labels, from, to, value }) => ({
    labels,
    from: formatInstant(from, timeZone),
    to: to === null ? null : formatInstant(to, timeZone),
    days: Math.round(((to ?? last + DAY) - from) / DAY),
    value,
  }));
}
