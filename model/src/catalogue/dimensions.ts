/** What a metric may be split and filtered by: the closed list. */
export const DIMENSIONS = [
  'rep',
  'team',
  'region',
  'segment',
  'pipeline',
  'stage',
  'channel',
  'product',
  'campaign',
  'competitor',
  'account',
  'origin',
  'loss_reason',
  'source',
  'source_class',
  'direction',
  'purpose',
  'outcome',
  'activity',
  'survey',
  'page',
  'site',
  'feature',
  'list',
  'priority',
  'tag',
  'intent',
  'type',
  'code',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** How a missing value of a dimension is shown; it is never dropped. */
export const NO_VALUE = '(none)';
/** How the groups that a limit leaves are shown. */
export const OTHER = '(other)';

/** A value as it is shown: one that is called like one of the two above stands in quotes. */
export function shownValue(stored: string): string {
  if (stored === '') return NO_VALUE;
  return stored === NO_VALUE || stored === OTHER ? `"${stored}"` : stored;
}

/** The value that is shown so. */
export function storedValue(shown: string): string {
  if (shown === NO_VALUE) return '';
  return shown === `"${NO_VALUE}"` || shown === `"${OTHER}"` ? shown.slice(1, -1) : shown;
}

/** The dimensions that any event may state and that every fact therefore has. */
export const COMMON_DIMENSIONS = [
  'rep',
  'team',
  'region',
  'segment',
  'pipeline',
  'channel',
  'product',
  'campaign',
  'competitor',
  'account',
  'origin',
  'source',
  'source_class',
] as const satisfies readonly Dimension[];
