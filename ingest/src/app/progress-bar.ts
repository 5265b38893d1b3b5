import { SingleBar } from 'cli-progress';

export interface ProgressBar {
  /** @param share from 0 to 1 */
  show: (share: number, details?: Record<string, unknown>) => void;
  stop: () => void;
}

const LOG_MILLISECONDS = 10_000;

/**
 * Shows progress on standard error: a bar on a terminal. Elsewhere nothing, or with `log` a line every ten seconds.
 * @param format cli-progress's, with the details by their names
 */
export function startProgressBar(
  format: string,
  details: Record<string, unknown> = {},
  { log = false }: { log?: boolean } = {},
): ProgressBar {
  const bar = new SingleBar({
    format,
    stream: process.stderr,
    clearOnComplete: true,
    noTTYOutput: log,
    notTTYSchedule: LOG_MILLISECONDS,
  });
  bar.start(1, 0, details);
  return { show: (share, now = details) => bar.update(share, now), stop: () => bar.stop() };
}
