/**
 * A signal that is aborted with the given one, or after the time with a TimeoutError. To combine a timeout by
 * AbortSignal.any alone is not enough: Node 20 drops one that has no listener when it collects garbage.
 */
export function abortWithin(milliseconds: number, signal: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(Math.ceil(milliseconds));
  timeout.addEventListener('abort', () => undefined);
  return AbortSignal.any([signal, timeout]);
}
