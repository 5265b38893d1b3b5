export { readConfiguration, type Configuration, type StoreLocation } from './configuration';
export { DEMO_SETTINGS, DEMO_SOURCES, demoEvents } from './demo';
export { loadDemo, type DemoProgress, type LoadDemoOptions } from './demo/load-demo';
export type { Door } from './door/door';
export { openDoor } from './door/open-door';
export { openHub, type Hub } from './hub';
export { NO_PLAN } from './plan/load-plan';
export { startIngest, type RunningIngest } from './start-ingest';
