import { SingleBar } from 'cli-progress';

export interface ProgressBar {
  /** @param share from 0 to 1 */
  show: (share: number, details?: Record<string, unknown>) => void;
  stop: () => void;
}

/** A bar on a terminal, nothing elsewhere. The format is cli-progress's, with the details by their names. */
export function startProgressBar(format: string, details: Record<string, unknown> = {}): ProgressBar {
  if (!process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
  bar.start(1, 0, details);
  return { show: (share, now = details) => bar.update(share, now), stop: () => bar.stop() };
}
