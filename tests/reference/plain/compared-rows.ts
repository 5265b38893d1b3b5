import type { Bucket } from './calendar';
import { changeProbability, holm } from './change-tests';
import { changeOfDaysProbability, changeOfQuantileProbability } from './day-tests';
import type { Estimate } from './estimate';
import type { Metric } from './metric';
import type { Question } from './question';
import type { Change, MeasuredRow, Row } from './rows';
import { NO_BOUNDS } from './statistics';

/** The rows of an answer, with what changed and whether that is more than chance, and with the sample guard. */
export function compareRows(measured: readonly MeasuredRow[], metric: Metric, question: Question): Row[] {
  const needed = question.minSample ?? metric.minimumSample;
  const isLow = ({ current, previous }: MeasuredRow) =>
    current.n < needed || (previous !== undefined && previous.n < needed);
  const probabilities = measured.map((row) => (isLow(row) ? null : probabilityOf(row, question)));
  const corrected = correctForMany(probabilities);
  return measured.map((row, index): Row => {
    const { time, groups, current, previous } = row;
    const found: Row = {
      ...{ time, groups, ...current, lowSample: isLow(row) },
      ...(question.compareTo && {
        changed: changeOf(current, previous, {
          probability: probabilities[index] ?? null,
          corrected: corrected[index] ?? null,
          confidence: question.confidence,
        }),
      }),
    };
    return isLow(row) && isWithheld(question) ? withhold(found) : found;
  });
}

/** How probable the change would be by chance, where it is known for the metric and both times have a value. */
function probabilityOf({ current, previous, times }: MeasuredRow, { timeZone }: Question): number | null {
  if (!previous || !times.previous || current.value === null || previous.value === null) return null;
  const [now, before] = [current.evidence, previous.evidence];
  if (now?.of === 'answers' && before?.of === 'answers') return changeProbability(now.answers, before.answers);
  if (now?.of === 'values' && before?.of === 'values') return changeOfQuantileProbability(now, before);
  if (now?.of !== 'days' || before?.of !== 'days') return null;
  const ofTime = ({ start, end }: Bucket, { amounts }: typeof now) => ({ start, end, amounts, timeZone });
  return changeOfDaysProbability(ofTime(times.current, now), ofTime(times.previous, before), now.isCount);
}

function correctForMany(probabilities: readonly (number | null)[]): (number | null)[] {
  const corrected = holm(probabilities.filter((probability) => probability !== null));
  let next = 0;
  return probabilities.map((probability) => (probability === null ? null : (corrected[next++] ?? null)));
}

function changeOf(
  current: Estimate,
  before: Estimate | undefined,
  { probability, corrected, confidence }: { probability: number | null; corrected: number | null; confidence: number },
): Change {
  // Nothing is compared with a day that the earlier month does not have.
  const { value: previous, n: previousN } = before ?? { value: null, n: 0 };
  const change = current.value === null || previous === null ? null : current.value - previous;
  return {
    previous,
    previousN,
    change,
    changeRatio: change === null || !previous ? null : change / Math.abs(previous),
    probability,
    // What is at the limit is not below it, whatever rounding makes of it.
    significantChange: corrected === null ? null : corrected < (1 - confidence) * (1 - 1e-7) ? change : 0,
  };
}

function isWithheld({ onLowSample, output }: Question): boolean {
  // An alert must not act on a number that too little is known of; a person can judge.
  return (onLowSample ?? (output ? 'withhold' : 'flag')) === 'withhold';
}

/** Only how much is known is given. */
function withhold({ time, groups, n, lowSample, changed }: Row): Row {
  const unknown = { previous: null, change: null, changeRatio: null, probability: null, significantChange: null };
  return {
    ...{ time, groups, value: null, ...NO_BOUNDS, n, lowSample },
    ...(changed && { changed: { ...unknown, previousN: changed.previousN } }),
  };
}
