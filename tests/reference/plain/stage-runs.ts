import type { Observation } from './facts';

/** How an opportunity stood after one of its events. */
interface Standing extends Observation {
  open: boolean;
}

/** A time that an opportunity spent in one stage without a break, at its end, as it was just before. */
export interface StageRun extends Observation {
  enteredAt: number;
}

/** The runs that have ended: by another stage, by none, or by the opportunity's close. One that took no time is none. */
export function stageRunsOf(standings: readonly Standing[]): StageRun[] {
  const runs: StageRun[] = [];
  let enteredAt: number | undefined;
  standings.forEach((standing, index) => {
    const stage = stageOf(standing);
    if (stage === undefined) return;
    const before = standings[index - 1];
    if (!before || stageOf(before) !== stage) enteredAt = standing.time;
    const after = standings[index + 1];
    if (enteredAt !== undefined && after && stageOf(after) !== stage && enteredAt < after.time) {
      runs.push({ time: after.time, dimensions: standing.dimensions, enteredAt });
    }
  });
  return runs;
}

/** The stage of an open opportunity; undefined where it has none or is not open. */
function stageOf({ open, dimensions }: Standing): string | undefined {
  return open ? dimensions.stage : undefined;
}
