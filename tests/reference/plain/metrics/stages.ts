import { calendarDay, daysBefore } from '../calendar';
import type { Company } from '../company';
import { holdsAt, type Observation } from '../facts';
import { asOf, type Metric } from '../metric';
import type { OpenSpan } from '../opportunities';
import type { StageRun } from '../stage-runs';
import { quantile, sum } from '../statistics';
import { measured, MONEY, observed, sinceItHolds } from './kinds';
import { OF_OPPORTUNITIES } from './pipeline';

/** An open opportunity stands still when its last event is longer ago than this many median stays in its stage. */
const TOO_MANY_STAYS = 2;
const TRAILING_DAYS = 365;

/** The metrics of stages and of what stands still in them. */
export const stageMetrics = {
  stage_time: observed('distribution', {
    minimumSample: 10,
    dimensions: OF_OPPORTUNITIES,
    observe: ({ opportunities }, { timeZone }) =>
      opportunities.flatMap(({ stageRuns }) => stageRuns.map((run) => withDays(run, timeZone))),
  }),
  stalled_opportunities: ofStalled((spans) => spans.length),
  stalled_value: ofStalled((spans) => sum(spans.map(({ quantity }) => quantity)) / MONEY),
} satisfies Record<string, Metric>;

function ofStalled(valueOf: (spans: readonly OpenSpan[]) => number): Metric {
  return measured<OpenSpan>('level', {
    dimensions: OF_OPPORTUNITIES,
    facts: ({ openSpans }) => openSpans,
    measure: (company, circumstances) => {
      const { timeZone } = circumstances;
      const usualStay = usualStays(company, timeZone);
      return (spans, bucket) => {
        const time = asOf(bucket, circumstances);
        const stalled = spans.filter((span) => {
          if (!holdsAt(span, time)) return false;
          const usual = usualStay(span.dimensions.stage, time);
          // Every event begins another span: this one began with the last.
          const days = calendarDay(time - 1, timeZone) - calendarDay(span.from, timeZone);
          return usual !== undefined && days > TOO_MANY_STAYS * usual;
        });
        return { value: valueOf(stalled), n: stalled.length, counted: stalled.map(sinceItHolds) };
      };
    },
  });
}

function withDays(run: StageRun, timeZone: string): Observation & { quantity: number } {
  return { ...run, quantity: calendarDay(run.time, timeZone) - calendarDay(run.enteredAt, timeZone) };
}

/** Gives the median stay in a stage over the year before; undefined where nothing left it. */
function usualStays({ opportunities }: Company, timeZone: string) {
  const runs = opportunities.flatMap(({ stageRuns }) => stageRuns).map((run) => withDays(run, timeZone));
  const medians = new Map<string, number | undefined>();
  return (stage: string | undefined, time: number): number | undefined => {
    const key = JSON.stringify([stage, time]);
    if (medians.has(key)) return medians.get(key);
    const stays = runs.filter(
      (run) =>
        run.dimensions.stage === stage && run.time >= daysBefore(time, TRAILING_DAYS, timeZone) && run.time < time,
    );
    const usual =
      stays.length === 0
        ? undefined
        : quantile(
            stays.map(({ quantity }) => quantity),
            0.5,
          );
    medians.set(key, usual);
    return usual;
  };
}
