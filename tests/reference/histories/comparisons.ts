import { bucketsOf, clockTime } from '../plain/calendar';
import { earlier } from '../plain/comparison';
import { OUTPUTS, type Output, type Question } from '../plain/question';
import { MINUTE } from './instants';

const HOUR = 60 * MINUTE;
/** Clocks change by an hour: this far from a change nothing is in doubt. */
const MARGIN = 3 * HOUR;

/**
 * The question with its comparison, or without where it would be a matter of taste what is compared: where a bucket
 * begins or ends while clocks change.
 */
export function withCertainComparison(question: Question): Question {
  const { compareTo, output, ...rest } = question;
  if (!compareTo || isCertain(question)) return question;
  return { ...rest, ...(output && isOfOneTime(output) && { output }) };
}

const isOfOneTime = (output: Output) => (OUTPUTS as readonly Output[]).includes(output);

function isCertain(question: Question): boolean {
  const { from, to, now, timeZone, interval, shape, compareTo } = question;
  const isSeries = shape === 'time_series';
  if (isSeries && interval === 'hour' && compareTo === 'previous_period') return true;
  const starts = isSeries ? bucketsOf(question, interval, question).map(({ start }) => start) : [];
  const edges = [from, to, Math.min(to, now), ...starts.filter((start) => start > from)];
  return edges.every((edge) => {
    const [here, before] = [edge, earlier(edge, question)];
    return isSteady(here, timeZone) && isSteady(before, timeZone);
  });
}

function isSteady(time: number, timeZone: string): boolean {
  return clockTime(time + MARGIN, timeZone) - clockTime(time - MARGIN, timeZone) === 2 * MARGIN;
}
