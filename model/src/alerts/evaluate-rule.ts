import type { MetricAnswer } from '../query/types/metric/answer-metric';
import type { AlertRule, Condition, Evaluated } from './alert-rule';

/** Seconds. */
const DAY = 86_400;

/** What the rule asks for: the query as it is saved, and the range at an instant. */
export function ruleQuery({ query }: AlertRule): Record<string, unknown> {
  return { version: 1, queryType: 'metric', ...query };
}

/**
 * How long before now a rule's range begins, seconds. Where whole days count alone, it is a day more, since the first and the last one
 * are cut, but for a second: at midnight neither is.
 */
export function ruleSeconds({ days, query }: AlertRule): number {
  return query.wholeBuckets === true ? (days + 1) * DAY - 1 : days * DAY;
}

export function ruleRange(rule: AlertRule, now: number): { from: number; to: number } {
  return { from: now - ruleSeconds(rule) * 1000, to: now };
}

/**
 * What Grafana's Threshold expression makes of an answer, emulated: each group is compared by itself, and one without a number
 * is in the state No Data. Pending times and no-data states are Grafana's further steps.
 */
export function evaluateRule(
  { query, condition }: AlertRule,
  answer: Pick<MetricAnswer, 'rows' | 'groupBy'>,
): Evaluated[] {
  return answer.rows.map((row) => {
    const number = row[query.output];
    const value = typeof number === 'number' ? number : null;
    const labels = Object.fromEntries(answer.groupBy.map((name) => [name, String(row[name])]));
    if (value === null) return { labels, value, state: 'no data' };
    return { labels, value, state: meets(value, condition) ? 'breaching' : 'normal' };
  });
}

function meets(value: number, { is, threshold }: Condition): boolean {
  switch (is) {
    case 'below':
      return value < threshold;
    case 'at least':
      return value >= threshold;
    case 'above':
      return value > threshold;
  }
}
