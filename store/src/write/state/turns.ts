/** How the events of a record end it and let it go on. */
export interface Turns {
  /** The array of the events' ranks, as SQL over the columns of the table. */
  ranks: string;
  /** The rank of events that end the record, and that of those with which it goes on. */
  ends: number;
  resumes: number;
  /** Whether the record is open while nothing has ended or resumed it yet, as SQL over the event's instant `t`. */
  isOpenAtFirst: string;
}

const before = (array: string) => `arrayShiftRight(${array}, 1)`;

/** How many events of a rank the instant of each event has had so far: what there are in all, less those of earlier instants. */
const countHere = (rank: number) => {
  const all = `arrayCumSum(arrayMap(r -> toInt32(r = ${rank}), ranks))`;
  const earlier = `arrayFill(n -> n >= 0, arrayMap((s, n) -> if(s, -1, n), goes_on, ${before(all)}))`;
  return `arrayMap((n, e) -> n - e, ${all}, ${earlier})`;
};

/**
 * A table of records whose array `history` is sorted by instant and rank, with the events of each instant put in turns.
 * Days without a time of day make many events fall on one instant. Of a record that was open before it, an ending comes
 * first, then a resumption, and so on; of one that had ended, a resumption comes first. All else goes before the first
 * ending. After the instant a record has ended where it has more endings than resumptions, is open where it has fewer,
 * and else is what it was.
 */
export function inTurns(records: string, { ranks, ends, resumes, isOpenAtFirst }: Turns): string {
  return `(
  SELECT * REPLACE (arraySort((event, t, turn, i) -> (t, turn, i), history, at, turns, arrayEnumerate(at)) AS history)
  FROM (
    SELECT *,
      history.1 AS at,
      ${ranks} AS ranks,
      arrayMap((t, p) -> t = p, at, ${before('at')}) AS goes_on,
      ${countHere(ends)} AS ended,
      ${countHere(resumes)} AS resumed,
      arrayFill(n -> n != 0,
        arrayMap((s, n) -> if(s, 0, n), goes_on, ${before('arrayMap((e, r) -> e - r, ended, resumed)')})) AS balance_before,
      arrayMap((n, t) -> if(n = 0, ${isOpenAtFirst}, n < 0), balance_before, at) AS open_before,
      arrayMap((k, e, r, o) -> multiIf(k = ${ends}, 2 * e - o, k = ${resumes}, 2 * r - 1 + o, 1 - o),
        ranks, ended, resumed, open_before) AS turns
    FROM ${records}
  )
)`;
}
