import { isRejectionId } from '@saleshub/store/write';
import { z } from 'zod';
import { instantText } from '../http/instant-text';

const label = z.string().min(1).max(256);
const rejectionId = z.string().refine(isRejectionId, { error: 'is not an id that GET /v1/rejected gives' });

const filter = {
  source: label.optional().describe('of this source'),
  type: label.optional().describe('of this event type'),
  code: label.optional().describe('refused with this code'),
  from: instantText.optional().describe('received at this time or later'),
  to: instantText.optional().describe('received before this time'),
};

/** What GET /v1/rejected may be asked. */
export const rejectedQuery = z.strictObject({
  ...filter,
  replayed: z.enum(['true', 'false']).optional().describe('stored by a replay since, or not'),
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('how many at most'),
  cursor: rejectionId.optional().describe('the `next` of the page before'),
});

/** What POST /v1/rejected/replay may be sent: what to replay, by id or by filter. */
export const replayRequest = z.union([
  z.strictObject({ ids: z.array(rejectionId).min(1).max(1000) }),
  z.strictObject({
    filter: z.strictObject(filter),
    after: rejectionId.optional().describe('the `next` of the call before'),
  }),
]);
