export { createServiceMetrics } from './metrics/service-metrics';
export { createService } from './create-service';
export { startService } from './start-service';
