import { endOfDate, RECORD_KINDS, type RecordKind } from '@saleshub/model';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { Intake } from '../../intake/intake';
import { SnapshotError } from '../../records/snapshot-error';
import { takeSnapshot, type SnapshotReport } from '../../records/take-snapshot';
import { readBodyFormat } from '../body/body-format';
import type { MemoryBudget } from '../body/memory-budget';
import { openEvents } from '../events/post-events';
import { statusOf } from '../events/event-report';
import { parseRequest } from '../http/parse-request';
import { Problem } from '../http/problems';
import { requireKey, requireRights } from '../http/require-right';
import type { ServiceLimits } from '../limits';
import type { EventWriter, KeyStore, RecordHub } from '../ports';
import { spoolRecords } from './record-spool';

export interface PostSnapshotOptions {
  writer: EventWriter;
  records: RecordHub;
  keys: KeyStore;
  limits: ServiceLimits;
  budget: MemoryBudget;
  intake: Intake;
  clock: () => number;
  stopping: AbortSignal;
}

const flag = z.enum(['true', 'false']).default('false');
/** What POST /v1/snapshots/:kind may be asked. */
export const snapshotQuery = z.strictObject({
  as_of: z.string().optional().describe('the moment that it shows: a time as RFC 3339, or a date, which means its end'),
  complete: flag.describe('it has all records that there are'),
  allow_deletions: flag.describe('more than 5 % of the known records may be gone'),
});

const DAY = 86_400_000;

/**
 * POST /v1/snapshots/:kind: records as they are now, as NDJSON of any length or as a JSON array. What explains their
 * difference from what is known is stored when this answers; sending them again is safe. One snapshot of a source and
 * kind is taken at a time.
 */
export function postSnapshot(options: PostSnapshotOptions): RequestHandler {
  const { writer, records, keys, limits, budget, intake, clock, stopping } = options;
  const underWay = new Set<string>();
  return async (request, response) => {
    const key = await requireKey(keys, request.headers);
    requireRights(key, 'write');
    const kind = kindOf(request);
    const asked = parseRequest(snapshotQuery, request.query, 'query');
    const timeZone = await records.timeZone();
    const asOf = momentOf(asked.as_of, timeZone, clock());
    const place = `${key.source} ${kind}`;
    if (underWay.has(place)) {
      throw new Problem('snapshot_running', `Another snapshot of ${kind} records of ${key.source} is being taken.`);
    }
    underWay.add(place);
    const memory = budget.open(key.source);
    try {
      const format = readBodyFormat(request.headers);
      if (format.format.startsWith('cloud_event')) {
        throw new Problem('unsupported_media_type', 'Content-Type may be application/json or application/x-ndjson.');
      }
      const spool = await spoolRecords(await openEvents(request, format, { limits, memory, stopping }));
      try {
        const report = await takeSnapshot({
          ...{ kind, asOf, intake, timeZone, clock },
          origin: { source: key.source, namespace: intake.namespaceOf(key.source) ?? key.namespace },
          complete: asked.complete === 'true',
          allowDeletions: asked.allow_deletions === 'true',
          about: { file: '', fileHash: '', mappingHash: '', author: `key ${key.id}` },
          rows: spool.rows,
          records: records.store,
          imports: records.imports,
          writer: { write: writer.write.bind(writer), settle: records.store.settle },
        });
        // Before the sender has the answer, so that it may go on at once.
        await spool.remove();
        underWay.delete(place);
        response.status(statusOf({ received: report.received, rejected: report.refused })).json(answerOf(report));
      } finally {
        await spool.remove();
      }
    } catch (error) {
      throw error instanceof SnapshotError ? new Problem(error.code, error.message) : error;
    } finally {
      memory.end();
      underWay.delete(place);
    }
  };
}

function kindOf(request: Request): RecordKind {
  const kind = RECORD_KINDS.find((one) => one === request.params['kind']);
  if (kind) return kind;
  throw new Problem('not_found', `There are snapshots of the kinds ${RECORD_KINDS.join(', ')}.`);
}

function momentOf(text: string | undefined, timeZone: string, now: number): number {
  if (text === undefined) return now;
  const moment = readMoment(text, timeZone);
  if (moment === undefined) {
    const rule = 'is neither a date such as 2026-01-31 nor a time as RFC 3339 with an offset';
    throw new Problem('invalid_query', `as_of: ${rule}.`);
  }
  // The end of today, in whichever zone, is no mistake.
  if (moment > now + DAY) throw new Problem('invalid_query', 'as_of: is in the future.');
  return moment;
}

function readMoment(text: string, timeZone: string): number | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    return z.iso.date().safeParse(text).success ? endOfDate(text, timeZone) : undefined;
  }
  return z.iso.datetime({ offset: true }).safeParse(text).success ? Date.parse(text) : undefined;
}

function answerOf({ errors, import: id, deletionsSkipped, ...report }: SnapshotReport) {
  const { received, new: added, changed, unchanged, deleted, refused } = report;
  return {
    ...{ received, new: added, changed, unchanged, deleted, refused },
    errors: errors.map(({ place, ...error }) => ({ index: place, ...error })),
    import: id,
    ...(deletionsSkipped && { deletions_skipped: true }),
  };
}
