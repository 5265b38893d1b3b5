/**
 * Shares what was loaded among all who ask within the time, also while it is being loaded. A failure goes to those
 * who waited for it and not kept.
 */
export function remember<Value>(
  milliseconds: number,
  load: () => Promise<Value>,
  clock: () => number = () => performance.now(),
): () => Promise<Value> {
  let kept: { value: Promise<Value>; until: number } | undefined;
  return () => {
    if (kept && clock() < kept.until) return kept.value;
    const mine = { value: load(), until: clock() + milliseconds };
    kept = mine;
    mine.value.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return mine.value;
  };
}
