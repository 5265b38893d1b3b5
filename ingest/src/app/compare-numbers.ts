import { CATALOGUE, QueryError, type AnswerColumn, type TimeRange } from '@saleshub/model';
import { loadSettings, runQuery, type ReadClient } from '@saleshub/store/read';

/** A metric whose value over a range is another one in a copy of the store. */
export interface ChangedNumber {
  metric: string;
  title: string;
  unit: AnswerColumn['unit'];
  before: number | null;
  after: number | null;
}

/**
 * The metrics whose totals over a range differ between two stores, in the order of the catalogue. Those of the hub's own
 * health are left out: whatever is stored changes them.
 */
export async function compareNumbers(
  before: ReadClient,
  after: ReadClient,
  range: TimeRange,
  now: number,
): Promise<ChangedNumber[]> {
  const context = { range, now, settings: await loadSettings(before) };
  const metrics = CATALOGUE.filter(({ group }) => group !== 'Hub health');
  const compared = await Promise.all(
    metrics.map(async ({ id, title, unit }) => {
      const [old, other] = await Promise.all([totalOf(before, id, context), totalOf(after, id, context)]);
      if (old === undefined || other === undefined || old === other) return [];
      return [{ metric: id, title, unit, before: old, after: other }];
    }),
  );
  return compared.flat();
}

/** undefined where the metric cannot be asked for over this range. */
async function totalOf(
  client: ReadClient,
  metric: string,
  context: Parameters<typeof runQuery>[2],
): Promise<number | null | undefined> {
  try {
    const { rows } = await runQuery(client, { metric, shape: 'total' }, context);
    const value = rows[0]?.['value'];
    return typeof value === 'number' ? value : null;
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
