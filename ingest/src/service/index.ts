export { createService } from './create-service';
export { startService } from './start-service';
