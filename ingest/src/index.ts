export { readConfiguration, type Configuration, type StoreLocation } from './configuration';
export { DEMO_SETTINGS, DEMO_SOURCES, demoEvents } from './demo';
export { loadDemo, type DemoProgress, type LoadDemoOptions } from './demo/load-demo';
export { openHub, type Hub } from './hub';
export { startIngest, type RunningIngest } from './start-ingest';
