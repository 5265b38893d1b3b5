import { RECORD_KINDS } from '@saleshub/model';
import { z } from 'zod';
import { PROBLEMS, type ProblemCode } from '../http/problems';

const count = z.int().min(0);
const time = z.iso.datetime();

const reportedError = z.strictObject({
  index: count.describe("the event's place in the request, from 0"),
  id: z.string().optional(),
  code: z.string().describe('the rule that was broken; stable'),
  path: z.string().describe('the field; empty for the event as a whole'),
  message: z.string(),
});

export const status = z.strictObject({ status: z.string() });

export const eventReport = z.strictObject({
  received: count.describe('accepted + duplicates + rejected'),
  accepted: count,
  duplicates: count,
  rejected: count,
  errors: z.array(reportedError).max(100).describe('the first of them by index'),
});

export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]).describe('stable, for programs'),
  request_id: z.string(),
});

const rejectedEvent = z.strictObject({
  id: z.string(),
  received_at: time,
  source: z.string(),
  type: z.string(),
  event_id: z.string(),
  code: z.string(),
  path: z.string(),
  message: z.string(),
  format: z.enum(['event', 'cloud_event', 'text']),
  body: z.unknown().describe('without contact data'),
  altered: z.array(z.string()).describe('the places where the body holds less than was sent'),
  replayed_at: time.nullable(),
});
const next = z.string().nullable().describe('where the next call goes on; null for nowhere');

export const rejectedPage = z.strictObject({ rejected: z.array(rejectedEvent), next });

export const replayReport = eventReport.extend({
  errors: z.array(reportedError.omit({ index: true }).required({ id: true })).max(100),
  next,
});

export const snapshotReport = z.strictObject({
  received: count,
  new: count,
  changed: count,
  unchanged: count,
  deleted: count,
  refused: count,
  errors: z.array(reportedError).max(100),
  import: z.string().describe('the id by which it can be taken back'),
  deletions_skipped: z.literal(true).optional(),
});

export const importEntry = z.strictObject({
  id: z.string(),
  source: z.string(),
  kind: z.enum(RECORD_KINDS).nullable(),
  state: z.string(),
  as_of: time.nullable(),
  complete: z.boolean(),
  file: z.string().nullable(),
  file_hash: z.string().nullable(),
  mapping_hash: z.string().nullable(),
  author: z.string(),
  began_at: time.nullable(),
  ended_at: time.nullable(),
  first_occurred_at: time.nullable(),
  last_occurred_at: time.nullable(),
  counts: z.record(z.string(), z.number()),
});
export const importList = z.strictObject({ imports: z.array(importEntry) });
export const undoReport = z.strictObject({ import: z.string(), removed: count.describe('events') });

export const sourceList = z.strictObject({
  sources: z.array(
    z.strictObject({
      source: z.string(),
      primary: z.boolean(),
      events: count,
      rejected: count,
      last_event_at: time.nullable(),
      last_received_at: time.nullable(),
    }),
  ),
});
