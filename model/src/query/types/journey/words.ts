import { EVENT_TYPES, describeEventType, type EventType } from '../../../events/event-types';
import { spaced, type JourneyStep } from '../../../events/journey-step';
import type { ResultRow } from '../../query-type';

const STEPS: ReadonlyMap<string, string | JourneyStep> = new Map(
  EVENT_TYPES.flatMap((type) => {
    const { step } = describeEventType(type);
    return step === undefined ? [] : [[type, step]];
  }),
);

/** The types of events that are no step of a journey. */
export const NO_STEPS: readonly EventType[] = EVENT_TYPES.filter((type) => !STEPS.has(type));

/** What the words of all steps need of an event. */
export const STEP_READS: readonly string[] = [
  ...new Set([...STEPS.values()].flatMap((step) => (typeof step === 'string' ? [] : step.reads))),
];

/** An event in words. */
export function wordsOf(row: ResultRow): string {
  const type = String(row.type);
  const step = STEPS.get(type) ?? spaced(type.replace('.', ' '));
  return typeof step === 'string' ? step : step.words(row);
}
