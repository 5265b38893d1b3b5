import { unlessAborted } from './unless-aborted';

/** For how long others may join work after it began: an answer is not older than this when it is asked for. */
const JOINABLE_MILLISECONDS = 1000;

/** Work that is done once for all who ask for it at the same time. */
export type Share<Value> = (
  key: string,
  work: (signal: AbortSignal) => Promise<Value>,
  signal: AbortSignal,
) => Promise<Value>;

interface Running<Value> {
  value: Promise<Value>;
  askers: number;
  abandon: AbortController;
}

/**
 * Does work of the same key once while it is asked for several times; its value or its error goes to all. Whoever cancels
 * leaves with the reason of their own signal; the signal of the work is aborted when the last one has left. Work that began
 * more than a second ago is not joined: a store that hung for it may be well again.
 */
export function createShare<Value>(): Share<Value> {
  const joinable = new Map<string, Running<Value>>();

  const begin = (key: string, work: (signal: AbortSignal) => Promise<Value>): Running<Value> => {
    const abandon = new AbortController();
    const running = { value: work(abandon.signal), askers: 0, abandon };
    joinable.set(key, running);
    const close = () => {
      clearTimeout(timer);
      if (joinable.get(key) === running) joinable.delete(key);
    };
    const timer = setTimeout(close, JOINABLE_MILLISECONDS);
    abandon.signal.addEventListener('abort', close);
    running.value.then(close, close);
    return running;
  };

  return async (key, work, signal) => {
    signal.throwIfAborted();
    const running = joinable.get(key) ?? begin(key, work);
    running.askers++;
    try {
      return await unlessAborted(running.value, signal);
    } finally {
      running.askers--;
      if (running.askers === 0) running.abandon.abort();
    }
  };
}
