import type { StandingEvent } from './events';

/** Of a record of some kind: what ends it, and what lets it go on. */
export interface Turns {
  ends: readonly string[];
  resumes: string;
}

/**
 * The history with the events of each instant in the order in which they can have happened: what is open is ended next,
 * what has ended goes on next, as long as there is such an event. What neither ends nor resumes comes first; of what is
 * not open, it comes after the resumption where there is one that begins it.
 * @param begun whether the record is open before anything is known of it
 */
export function inTurns(history: readonly StandingEvent[], { ends, resumes }: Turns, begun: boolean): StandingEvent[] {
  let open: boolean | undefined;
  const times = [...new Set(history.map(({ time }) => time))];
  return times.flatMap((instant) => {
    const together = history.filter(({ time }) => time === instant);
    const endings = together.filter(({ body }) => ends.includes(body.type));
    const resumptions = together.filter(({ body }) => body.type === resumes);
    const others = together.filter(({ body }) => !ends.includes(body.type) && body.type !== resumes);
    const ordered: StandingEvent[] = [];
    let isOpen = open ?? begun;
    const isBegunHere = !isOpen && !begun && resumptions.length > 0;
    if (!isBegunHere) ordered.push(...others);
    while (endings.length + resumptions.length > 0) {
      const wanted = isOpen ? endings : resumptions;
      const next = wanted.shift() ?? (isOpen ? resumptions : endings).shift();
      if (next) ordered.push(next);
      isOpen = next?.body.type === resumes;
      if (isBegunHere && !ordered.some((event) => others.includes(event))) ordered.push(...others);
    }
    if (ordered.length > others.length) open = isOpen;
    else open ??= true;
    return ordered;
  });
}
