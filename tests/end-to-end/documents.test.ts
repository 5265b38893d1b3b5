import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsDocument, metricsDocument } from '@saleshub/model';

// npm run docs writes both.
const page = (name: string) => readFileSync(join(__dirname, '../../docs', name), 'utf8');

it('describes the metrics as the catalogue has them', () => {
  expect(page('metrics.md')).toBe(metricsDocument());
});

it('describes the event types and fields as they are checked', () => {
  expect(page('events.md')).toBe(eventsDocument(page('events.md')));
  expect(() => eventsDocument('# Events')).toThrow('must have');
});
