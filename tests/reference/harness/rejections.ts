import { RECEPTIONS } from '../histories/instants';
import { VALUES } from '../histories/event-contents';
import type { Rejection } from '../plain/company';

/** Some events that were refused. */
export function randomRejections(count: number, chance: () => number): Rejection[] {
  const pick = (names: readonly string[]) => names[Math.floor(chance() * names.length)] ?? '';
  return Array.from({ length: count }, () => ({
    source: pick(VALUES.source),
    type: pick(VALUES.type),
    code: pick(VALUES.code),
    receivedAt: RECEPTIONS[Math.floor(chance() * RECEPTIONS.length)] ?? 0,
  }));
}

const EVERY_THIRD = 3;

/**
 * As rows of the table of rejects. Every third was replayed since, which writes its row again.
 * @param offset how many there were before, so that ids differ
 */
export function rejectionRows(rejections: readonly Rejection[], offset: number): Record<string, unknown>[] {
  return rejections.flatMap(({ source, type, code, receivedAt }, index) => {
    const time = new Date(receivedAt).toISOString().replace('T', ' ').replace('Z', '');
    const row = {
      received_at: time,
      id: `rejected ${offset + index}`,
      ...{ version: 1, source, type, code, path: '', message: '', event_id: '', body: '{}', replayed_at: null },
    };
    const replayed = { ...row, version: 2, replayed_at: time };
    return index % EVERY_THIRD === 0 ? [row, replayed] : [row];
  });
}
