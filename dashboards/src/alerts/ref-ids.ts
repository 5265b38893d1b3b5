import type { AlertRule } from '@saleshub/model';

/** The name of a rule's own query, whose number is compared. */
export const ASKED = 'A';
/** The name of the expression that compares it. */
export const THRESHOLD = 'T';

/** The name of the query for a number that the message states. */
export function refIdOf({ query }: AlertRule, output: AlertRule['context'][number]): string {
  return output === query.output ? ASKED : output.toUpperCase();
}
