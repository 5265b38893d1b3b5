export { readConfiguration, type Configuration, type StoreLocation } from './app/configuration';
export { openHub, type Hub } from './app/hub';
export { loadDemo, type DemoProgress, type LoadDemoOptions } from './app/load-demo';
export { openIntake } from './app/open-intake';
export { startProgressBar } from './app/progress-bar';
export { startIngest, type RunningIngest } from './app/start-ingest';
export type { Intake } from './intake/intake';
export { NO_PLAN } from './intake/plan/load-plan';
