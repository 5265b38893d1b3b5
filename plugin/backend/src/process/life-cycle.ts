import type { Server } from '@grpc/grpc-js';
import { errorFields, type Logger } from '../log/logger';

/** A host kills a plugin two seconds after asking it to end. */
const GRACE_MILLISECONDS = 1000;
const PARENT_CHECK_MILLISECONDS = 1000;

export interface LifeCycle {
  /** Ends the process: lets calls under way finish for a moment, then exits with 0. */
  end: (reason: string) => void;
}

/** Ends the process in every way in which it must end, and keeps it from ending in any other. */
export function manageLifeCycle(logger: Logger, serving: () => Server | undefined): LifeCycle {
  let ending = false;
  const end = (reason: string): void => {
    if (ending) return;
    ending = true;
    logger.debug('Ending', { reason });
    const server = serving();
    if (!server) process.exit(0);
    server.tryShutdown(() => process.exit(0));
    setTimeout(() => process.exit(0), GRACE_MILLISECONDS);
  };

  process.on('SIGTERM', () => end('SIGTERM'));
  // Ctrl-C in a terminal reaches the whole group; the host decides when its plugins end.
  process.on('SIGINT', () => undefined);
  // A host that is gone does not read any more; that is noticed below.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  endWithParent(end);

  process.on('unhandledRejection', (error) =>
    logger.error('A promise was rejected and nobody looked', errorFields(error)),
  );
  process.on('uncaughtException', (error) => {
    // What state the process is in is unknown now: the host starts a new one within a second.
    logger.error('Ending after an unexpected error', errorFields(error));
    process.exit(1);
  });
  return { end };
}

/** A host that is killed asks nobody to end. */
function endWithParent(end: (reason: string) => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end('the parent is gone');
  }, PARENT_CHECK_MILLISECONDS).unref();
}
