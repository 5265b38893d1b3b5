import { foldKnownEvents, recordKind } from '@saleshub/model';
import { readStoredRecords } from '../records/known-records';
import { openHistoryStore, said, type HistoryStore, type Said } from '../testing/histories';

const NAMESPACE = 'turns';

/** Every choice of at most so many of each type, in no order. */
function choices(most: Readonly<Record<string, number>>): string[][] {
  return Object.entries(most).reduce<string[][]>(
    (found, [type, count]) =>
      found.flatMap((chosen) =>
        Array.from({ length: count + 1 }, (_, times) => [...chosen, ...new Array<string>(times).fill(type)]),
      ),
    [[]],
  );
}

/** What happens on three days, the second of which has many events at midnight. */
function lives(
  befores: readonly string[][],
  most: Readonly<Record<string, number>>,
  after: readonly string[][],
): string[][][] {
  return befores.flatMap((before) => choices(most).flatMap((at) => after.map((last) => [before, at, last])));
}

const OPPORTUNITIES = lives(
  [[], ['created'], ['created', 'lost'], ['reopened', 'won']],
  { created: 1, changed: 1, won: 2, lost: 1, reopened: 2 },
  [[], ['won', 'reopened']],
);
const SUBSCRIPTIONS = lives(
  [[], ['changed'], ['started'], ['started', 'cancelled'], ['cancelled']],
  { started: 2, changed: 1, cancelled: 2 },
  [[], ['cancelled', 'started']],
);

/** The second of several events of one type comes from the other source; the first states a later place than the second. */
function historyOf(kind: 'opportunity' | 'subscription', id: string, days: readonly (readonly string[])[]): Said[] {
  return days.flatMap((types, day) =>
    types.map((type, index) => {
      const isPriced = kind === 'subscription' && type !== 'cancelled';
      const fields = {
        [kind]: id,
        ...(index % 3 > 0 && { sequence: 10 - index }),
        ...(isPriced && { account: 'Acme', mrr: index + 1 }),
        ...(kind === 'opportunity' && { rep: `${day}-${index}` }),
      };
      return said(`${kind}.${type}`, day + 2, fields, index % 2 === 0 ? 'a' : 'b');
    }),
  );
}

describe('the state of records with several events at one instant', () => {
  let store: HistoryStore;
  const named = (all: readonly string[][][], prefix: string) =>
    new Map(all.filter((days) => days.flat().length > 0).map((days, index) => [`${prefix}${index}`, days]));
  const opportunities = named(OPPORTUNITIES, 'o');
  const subscriptions = named(SUBSCRIPTIONS, 's');
  beforeAll(async () => {
    store = await openHistoryStore();
    const history = [
      ...[...opportunities].flatMap(([id, days]) => historyOf('opportunity', id, days)),
      ...[...subscriptions].flatMap(([id, days]) => historyOf('subscription', id, days)),
    ];
    await store.write(history, NAMESPACE);
  });
  afterAll(async () => store.remove());

  /** What the model makes of each record's stored events. */
  async function folded(kind: 'opportunity' | 'subscription', ids: readonly string[]) {
    const stored = await readStoredRecords(store.writer, { kind, namespace: NAMESPACE }, ids);
    return ids.map((id) => {
      const state = foldKnownEvents(recordKind(kind), stored.get(id)?.events ?? [], Infinity);
      return { id, status: state.status, rep: state.values.get('rep')?.value, mrr: state.values.get('mrr')?.value };
    });
  }

  it('of opportunities is what the model says', async () => {
    const rows = await store.select<{ opportunity: string; status: string; rep: string }>(
      `SELECT opportunity, multiIf(is_open = 1, 'open', is_won = 1, 'won', 'lost') AS status, now.rep AS rep
FROM (SELECT * FROM opportunities FINAL WHERE namespace = {namespace:String}) AS now
LEFT JOIN (SELECT opportunity, is_won FROM opportunity_closes FINAL WHERE effective = 1 AND namespace = {namespace:String}) AS closes
USING opportunity`,
      { namespace: NAMESPACE },
    );
    const found = new Map(rows.map(({ opportunity, ...state }) => [opportunity, state]));
    for (const { id, status, rep } of await folded('opportunity', [...opportunities.keys()])) {
      expect({ id, days: opportunities.get(id), ...found.get(id) }).toEqual({
        ...{ id, days: opportunities.get(id) },
        ...{ status, rep },
      });
    }
  });

  it('of subscriptions is what the model says', async () => {
    const rows = await store.select<{ subscription: string; status: string; mrr: string | null }>(
      `SELECT subscription, if(is_live = 1, 'active', 'cancelled') AS status, toString(mrr) AS mrr
FROM subscriptions FINAL WHERE namespace = {namespace:String}`,
      { namespace: NAMESPACE },
    );
    const found = new Map(rows.map(({ subscription, ...state }) => [subscription, state]));
    for (const { id, status, mrr } of await folded('subscription', [...subscriptions.keys()])) {
      expect({ id, days: subscriptions.get(id), ...found.get(id) }).toEqual({
        ...{ id, days: subscriptions.get(id) },
        ...{ status, mrr: mrr ?? null },
      });
    }
  });
});
