import { createShare, type Share } from './share';

/**
 * Keeps what was loaded for a time, and shares a load among all who ask while it runs. A failure goes to those who waited
 * for it and is not kept; the signal of the load is aborted when the last of them has left.
 */
export function remember<Value>(
  milliseconds: number,
  load: (signal: AbortSignal) => Promise<Value>,
  clock: () => number = () => performance.now(),
): (signal: AbortSignal) => Promise<Value> {
  const share = createShare<Value>();
  let kept: { value: Value; until: number } | undefined;
  const loadAndKeep = async (signal: AbortSignal) => {
    const until = clock() + milliseconds;
    const value = await load(signal);
    // Not what nobody waited for, nor what began before what is kept.
    if (!signal.aborted && !(kept && until < kept.until)) kept = { value, until };
    return value;
  };
  return async (signal) => {
    if (kept && clock() < kept.until) return kept.value;
    return share('', loadAndKeep, signal);
  };
}

/** The same for each key; `most` are kept, those that were asked for last. */
export function rememberEach<Value>(milliseconds: number, most: number): Share<Value> {
  const loads = new Map<string, (signal: AbortSignal) => Promise<Value>>();
  return (key, work, signal) => {
    const load = loads.get(key) ?? remember(milliseconds, work);
    loads.delete(key);
    loads.set(key, load);
    const [oldest] = loads.keys();
    if (loads.size > most && oldest !== undefined) loads.delete(oldest);
    return load(signal);
  };
}
