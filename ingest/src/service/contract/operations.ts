import { EVENT_TYPES } from '@saleshub/model';
import { z } from 'zod';
import { importsQuery } from '../imports/import-routes';
import { rejectedQuery, replayRequest } from '../rejected/rejected-schemas';
import { snapshotQuery } from '../snapshots/post-snapshot';
import * as answers from './answers';

/** What may be sent or answered: a schema, or the name of one among the components. */
export type Content = z.ZodType | { component: 'Event' | 'CloudEvent'; many?: boolean } | 'text';

/** One operation of the API, from which the contract and its page are made. */
export interface Operation {
  method: 'get' | 'post';
  path: string;
  summary: string;
  /** The rights of the key, in words; undefined where no key is needed. */
  rights?: string;
  query?: z.ZodObject<Readonly<Record<string, z.ZodType>>>;
  body?: Readonly<Record<string, Content>>;
  /** What it answers besides problems, by status. */
  answers: Readonly<Record<number, Content>>;
  /** The statuses of its problems besides those that any operation may have. */
  problems: readonly number[];
}

const EVENT = { component: 'Event' } as const;
const NDJSON = z.string().describe('one a line');
const READING = [400, 408, 413, 415, 429, 503];

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/events',
    summary: `Stores events of ${EVENT_TYPES.length} types; answers when each is stored for good, or refused and kept as that.`,
    rights: 'write',
    body: {
      'application/json': EVENT,
      'application/x-ndjson': NDJSON,
      'application/cloudevents+json': { component: 'CloudEvent' },
      'application/cloudevents-batch+json': { component: 'CloudEvent', many: true },
    },
    answers: { 200: answers.eventReport, 207: answers.eventReport, 422: answers.eventReport },
    problems: READING,
  },
  {
    method: 'get',
    path: '/v1/rejected',
    summary: 'Lists refused events, the newest first.',
    rights: 'read_rejected for its own source, admin for all',
    query: rejectedQuery,
    answers: { 200: answers.rejectedPage },
    problems: [400, 503],
  },
  {
    method: 'post',
    path: '/v1/rejected/replay',
    summary: 'Checks refused events again, and stores those that pass now.',
    rights: 'read_rejected and write for its own source, admin for all',
    body: { 'application/json': replayRequest },
    answers: { 200: answers.replayReport },
    problems: READING,
  },
  {
    method: 'post',
    path: '/v1/snapshots/{kind}',
    summary: 'Takes records as they are now, and stores the events that explain what has changed.',
    rights: 'write',
    query: snapshotQuery,
    body: { 'application/json': z.array(z.looseObject({ id: z.string() })), 'application/x-ndjson': NDJSON },
    answers: { 200: answers.snapshotReport, 207: answers.snapshotReport, 422: answers.snapshotReport },
    problems: [...READING, 404, 409],
  },
  {
    method: 'get',
    path: '/v1/imports',
    summary: 'Lists what was imported, the newest first.',
    rights: 'write for its own source, admin for all',
    query: importsQuery,
    answers: { 200: answers.importList },
    problems: [400, 503],
  },
  {
    method: 'get',
    path: '/v1/imports/{id}',
    summary: 'Shows an import.',
    rights: 'write for its own source, admin for all',
    answers: { 200: answers.importEntry },
    problems: [404, 503],
  },
  {
    method: 'post',
    path: '/v1/imports/{id}/undo',
    summary: 'Takes an import back; one that is taken back already stays so.',
    rights: 'write for its own source, admin for all',
    answers: { 200: answers.undoReport },
    problems: [404, 409, 503],
  },
  {
    method: 'get',
    path: '/v1/sources',
    summary: 'Lists what has come from each source.',
    rights: 'any for its own source, admin for all',
    answers: { 200: answers.sourceList },
    problems: [503],
  },
  {
    method: 'get',
    path: '/healthz',
    summary: 'Says that the process lives.',
    answers: { 200: answers.status },
    problems: [],
  },
  {
    method: 'get',
    path: '/readyz',
    summary: 'Says whether events can be taken now, or why not.',
    answers: { 200: answers.status },
    problems: [503],
  },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Has what the service measures of itself, for Prometheus.',
    answers: { 200: 'text' },
    problems: [],
  },
];
