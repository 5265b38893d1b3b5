export { readConfiguration, type Configuration, type StoreLocation } from './configuration';
export { loadDemo, type DemoProgress, type LoadDemoOptions } from './app/load-demo';
export type { Door } from './door/door';
export { openDoor } from './door/open-door';
export { openHub, type Hub } from './hub';
export { NO_PLAN } from './plan/load-plan';
export { startIngest, type RunningIngest } from './start-ingest';
