import { eventType } from '../event-type';
import { fields } from '../fields';

/** What a source says of its records as such. Each can be retracted. */
export const recordTypes = {
  'record.deleted': eventType('record.deleted', {
    meaning: 'The record is deleted in its source: it counts nowhere, from its beginning.',
    required: ['record'],
    optional: ['reason'],
    special: { kind: fields.record_kind },
  }),
  'record.merged': eventType('record.merged', {
    meaning: 'The record is the same as another one: its events are those of the other, from its beginning.',
    required: ['record', 'into'],
    optional: ['reason'],
    special: { kind: fields.mergeable_kind },
  }).check((context) => {
    const { record, into } = context.value;
    if (record !== into) return;
    context.issues.push({
      code: 'custom',
      input: into,
      path: ['into'],
      message: 'is the record itself; it must be another one',
      params: { code: 'invalid_value' },
    });
  }),
} as const;
