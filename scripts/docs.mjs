// Writes what is made from the program itself: run it after changing a metric or an event type.
import { readFileSync, writeFileSync } from 'node:fs';
import { URL } from 'node:url';

const { eventsDocument, metricsDocument } = await import('../model/dist/index.js');
const page = (name) => new URL(`../docs/${name}`, import.meta.url);
writeFileSync(page('metrics.md'), metricsDocument());
writeFileSync(page('events.md'), eventsDocument(readFileSync(page('events.md'), 'utf8')));
