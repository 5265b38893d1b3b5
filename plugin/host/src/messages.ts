import {
  HealthStatus,
  type CallResourceResponse,
  type CheckHealthResponse,
  type DataQuery,
  type DataResponse,
} from '@saleshub/plugin-protocol';
import { decodeFrame, type DecodedFrame } from './decode-frame';

/** A query of a panel or an alert rule. */
export interface PanelQuery {
  refId: string;
  /** The query as it is saved. */
  model: unknown;
  /** Milliseconds since 1970; `to` does not belong to the range. */
  range: { from: number; to: number };
  intervalMs?: number;
  maxDataPoints?: number;
}

/** The answer to one query: frames, or why there are none. */
export interface QueryResult {
  frames: DecodedFrame[];
  /** As HTTP's. */
  status: number;
  error?: { message: string; source: string };
}

export interface Health {
  ok: boolean;
  message: string;
  details: Record<string, unknown>;
}

/** A call of a resource, as HTTP. */
export interface ResourceCall {
  /** With its query string: "dimension-values?dimension=team". */
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface ResourceResult {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export function dataQuery({ refId, model, range, intervalMs = 1000, maxDataPoints = 1000 }: PanelQuery): DataQuery {
  return {
    refId,
    maxDataPoints,
    intervalMS: intervalMs,
    timeRange: { fromEpochMS: range.from, toEpochMS: range.to },
    json: Buffer.from(JSON.stringify(model)),
    queryType: '',
  };
}

export function queryResult({ frames, status, error, errorSource }: DataResponse): QueryResult {
  return {
    frames: frames.map(decodeFrame),
    status,
    ...(error !== '' && { error: { message: error, source: errorSource } }),
  };
}

export function health({ status, message, jsonDetails }: CheckHealthResponse): Health {
  const details = jsonDetails.length === 0 ? {} : (JSON.parse(jsonDetails.toString()) as Record<string, unknown>);
  return { ok: status === HealthStatus.OK, message, details };
}

/** A resource's answer may come in parts; status and headers come with the first. */
export function resourceResult(parts: readonly CallResourceResponse[]): ResourceResult {
  const headers = Object.entries(parts[0]?.headers ?? {}).map(([name, { values }]) => [
    name.toLowerCase(),
    values.join(', '),
  ]);
  return {
    status: parts[0]?.code ?? 500,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(parts.map(({ body }) => body)),
  };
}
