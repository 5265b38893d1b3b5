import type { Refusal } from '../../intake/check-event';

/** Why one event was refused, or (`id_reused`) not stored under an id that another body has. */
export interface ReportedError extends Refusal {
  /** The event's place in the request, from 0; blank lines do not count. */
  index: number;
}

/** The answer of POST /v1/events: accepted + duplicates + rejected = received. */
export interface EventReport {
  received: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** The first of them by index. */
  errors: ReportedError[];
}

const MAXIMUM_ERRORS = 100;

/** The longest texts of a client's making that an answer repeats, in UTF-16 units. */
const LONGEST = { id: 128, path: 256, message: 2048 };

export function emptyReport(): EventReport {
  return { received: 0, accepted: 0, duplicates: 0, rejected: 0, errors: [] };
}

/** Lists an error, unless the list is full; errors are to come in the order of their index. */
export function listError(report: EventReport, error: ReportedError): void {
  if (report.errors.length >= MAXIMUM_ERRORS) return;
  report.errors.push({
    ...error,
    ...(error.id !== undefined && { id: cut(error.id, LONGEST.id) }),
    path: cut(error.path, LONGEST.path),
    message: cut(error.message, LONGEST.message),
  });
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** 200: all stored (nothing counts as all); 207: some rejected; 422: all rejected. */
export function statusOf(report: Pick<EventReport, 'received' | 'rejected'>): 200 | 207 | 422 {
  if (report.rejected === 0) return 200;
  return report.rejected === report.received ? 422 : 207;
}
