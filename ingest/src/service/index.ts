export { createService, type ServiceOptions } from './create-service';
export { startService, type ListenOptions, type RunningService } from './start-service';
export type { ServiceLimits } from './limits';
export { PROBLEMS, type ProblemCode } from './http/problems';
export type { EventReport, ReportedError } from './events/event-report';
