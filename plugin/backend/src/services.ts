import type { Logger } from './log/logger';
import type { Metrics } from './metrics/metrics';
import type { Instance } from './store/instance';
import type { Instances } from './store/instances';

/** What the answers to all calls are made with. */
export interface Services {
  instances: Instances<Instance>;
  logger: Logger;
  metrics: Metrics;
  /** Milliseconds since 1970. */
  clock: () => number;
}
