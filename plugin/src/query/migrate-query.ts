import type { SaleshubQuery } from '../types';

type Saved = Record<string, unknown>;

/** The step from each version to the next. */
const STEPS: readonly ((saved: Saved) => Saved)[] = [
  // Written by hand or by a program, without what a query is: a metric, in the contract's first version.
  (saved) => ({ ...saved, version: 1, queryType: saved.queryType || 'metric' }),
];

const CURRENT = STEPS.length;

/**
 * A saved query in today's shape. What a step cannot read stays as it is, for the editor to show what is wrong with it;
 * so does a query of a newer version than this plugin knows.
 */
export function migrateQuery(saved: SaleshubQuery): SaleshubQuery {
  const { version = 0 }: { version?: unknown } = saved;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0 || version >= CURRENT) return saved;
  const migrated = STEPS.slice(version).reduce((query, step) => step(query), { ...saved } as Saved);
  // Only its version is known; whether the rest is a query is for parseQuery to say.
  return migrated as unknown as SaleshubQuery;
}
