import { SETTINGS } from '../histories/settings';
import { answerPlainly, type ExpectedAnswer } from './answer';
import { companyOf, type Rejection } from './company';
import type { SentEvent } from './events';
import type { Question } from './question';

let made = 0;

/** Long after everything of the examples has happened. */
const RECEIVED_AT = '2026-01-01';

/**
 * An event of a tiny company, for tests.
 * @param occurredAt a date or an instant, in UTC unless it says otherwise
 */
export function event(
  type: string,
  occurredAt: string,
  {
    source = 'crm',
    receivedAt = RECEIVED_AT,
    ...fields
  }: Record<string, string | number | boolean | null | readonly string[]> = {},
): SentEvent {
  const instant = (text: string) => new Date(text).toISOString();
  return {
    source: String(source),
    body: { id: `e${String(made++).padStart(6, '0')}`, type, occurred_at: instant(occurredAt), ...fields },
    receivedAt: Date.parse(String(receivedAt)),
  };
}

/** A question with dates in place of instants; without them it is about all of 2024, and asked long after. */
export type Example = Partial<Omit<Question, 'from' | 'to' | 'now'>> &
  Pick<Question, 'metric'> & { from?: string; to?: string; now?: string; rejections?: readonly Rejection[] };

/** The example as a question. */
export function questionOf(example: Example): Question {
  const { from = '2024-01-01', to = '2025-01-01', now = '2026-01-01', ...asked } = example;
  return {
    ...{ shape: 'total', interval: 'month', timeZone: 'UTC', weekStart: 'monday', groupBy: [], filters: [] },
    ...{ confidence: 0.95, from: Date.parse(from), to: Date.parse(to), now: Date.parse(now) },
    ...asked,
  };
}

export function answer(events: readonly SentEvent[], example: Example): ExpectedAnswer {
  return answerPlainly(companyOf(events, SETTINGS, example.rejections), questionOf(example));
}

/** The value and the sample of the only row. */
export function total(events: readonly SentEvent[], example: Example): [value: number | null, n: number] {
  const { rows } = answer(events, example);
  const [row] = rows;
  if (!row || rows.length > 1) throw new Error(`${rows.length} rows in place of one`);
  return [row.value, row.n];
}

/** The values of a breakdown by the groups, as far as anything is known of them. */
export function breakdown(events: readonly SentEvent[], example: Example): Record<string, number | null> {
  const { rows } = answer(events, { shape: 'breakdown', ...example });
  return Object.fromEntries(rows.map(({ groups, value }) => [groups.join(', '), value]));
}
