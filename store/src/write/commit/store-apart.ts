import { failureKind } from './store-failure';

/**
 * Stores rows that cannot be stored together: halves them until a row that the store refuses stands alone, and stores
 * all others.
 * @param store stores rows and gives each one's outcome, in their order
 * @param refuse the outcome of a row that the store refuses, with the store's reason
 * @throws what `store` throws for another reason than the rows that it was given
 */
export async function storeApart<Row, Outcome>(
  rows: readonly Row[],
  store: (rows: readonly Row[]) => Promise<readonly Outcome[]>,
  refuse: (row: Row, reason: unknown) => Outcome,
): Promise<Outcome[]> {
  const [first] = rows;
  if (first === undefined) return [];
  try {
    return [...(await store(rows))];
  } catch (error) {
    if (failureKind(error) !== 'rows') throw error;
    if (rows.length === 1) return [refuse(first, error)];
  }
  const middle = Math.ceil(rows.length / 2);
  return [
    ...(await storeApart(rows.slice(0, middle), store, refuse)),
    ...(await storeApart(rows.slice(middle), store, refuse)),
  ];
}
