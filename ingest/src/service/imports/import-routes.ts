import { RECORD_KINDS } from '@saleshub/model';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { importJson } from '../../records/import-json';
import { undoImport, UndoError } from '../../records/undo-import';
import { askedSource, requireKey } from '../http/require-right';
import { parseRequest } from '../http/parse-request';
import { Problem } from '../http/problems';
import type { ApiKey, Import, KeyStore, RecordHub } from '../ports';

export interface ImportRouteOptions {
  records: RecordHub;
  keys: KeyStore;
  clock: () => number;
}

/** What GET /v1/imports may be asked. */
export const importsQuery = z.strictObject({
  source: z.string().min(1).max(256).optional().describe('of this source'),
  kind: z.enum(RECORD_KINDS).optional().describe('snapshots of this kind of records'),
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('how many at most'),
});

/** GET /v1/imports: what was imported, the newest first; with `admin` of all sources, with `write` of the key's own. */
export function getImports({ records, keys }: ImportRouteOptions): RequestHandler {
  return async (request, response) => {
    const key = await requireKey(keys, request.headers);
    const { limit, kind, ...asked } = parseRequest(importsQuery, request.query, 'query');
    const source = askedSource(key, asked.source, 'write');
    const filter = { ...(source !== undefined && { source }), ...(kind && { kind }) };
    const found = await records.imports.list(filter, limit);
    response.set('Cache-Control', 'no-store').json({ imports: found.map(importJson) });
  };
}

/** GET /v1/imports/:id */
export function getImport({ records, keys }: ImportRouteOptions): RequestHandler {
  return async (request, response) => {
    const key = await requireKey(keys, request.headers);
    const found = await findImport(records, key, request.params['id']);
    response.set('Cache-Control', 'no-store').json(importJson(found));
  };
}

/** POST /v1/imports/:id/undo: takes an import back; one that is taken back already stays so. */
export function postUndo({ records, keys, clock }: ImportRouteOptions): RequestHandler {
  return async (request, response) => {
    const key = await requireKey(keys, request.headers);
    const { id } = await findImport(records, key, request.params['id']);
    try {
      const removed = await undoImport(records.imports, id, (importId) => records.remove(importId), clock());
      response.json({ import: id, removed });
    } catch (error) {
      if (!(error instanceof UndoError)) throw error;
      throw new Problem(error.code === 'unknown_import' ? 'not_found' : error.code, error.message);
    }
  };
}

/** @throws Problem `not_found` also for an import of a source that the key may not ask about */
async function findImport(records: RecordHub, key: ApiKey, id: unknown): Promise<Import> {
  const source = askedSource(key, undefined, 'write');
  const filter = { id: String(id), ...(source !== undefined && { source }) };
  const [found] = await records.imports.list(filter, 1);
  if (!found) throw new Problem('not_found', 'There is no such import; GET /v1/imports lists them.');
  return found;
}
