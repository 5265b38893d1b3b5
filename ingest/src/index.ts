export { readConfiguration, type Configuration, type StoreLocation } from './app/configuration';
export { loadDemo, type DemoProgress, type LoadDemoOptions } from './app/load-demo';
export type { Intake } from './intake/intake';
export { openIntake } from './app/open-intake';
export { openHub, type Hub } from './app/hub';
export { NO_PLAN } from './intake/plan/load-plan';
export { startIngest, type RunningIngest } from './app/start-ingest';
