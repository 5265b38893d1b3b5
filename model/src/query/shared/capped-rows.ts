import type { Notice } from './answer';

/** Says that not all rows of a table are listed; nothing where they are. */
export function cappedNotices(listed: number, found: number): Notice[] {
  if (listed >= found) return [];
  return [{ severity: 'info', code: 'capped_rows', text: `The first ${listed} of ${found} rows are listed.` }];
}
