import fc from 'fast-check';
import { CATALOGUE, type Answer } from '@saleshub/model';
import { chanceOf } from './harness/chance';
import { startHub, type TestedHub } from './harness/hub';
import { history, nameHistory } from './histories/history';
import type { SentEvent } from './plain/events';

const HISTORIES = 3;
const SEED = 7;

/** What was known then is what a hub says that has received no more than that. */
describe('a store of what was known at an instant', () => {
  const chance = chanceOf(SEED);
  const events = fc
    .sample(history, { seed: SEED, numRuns: HISTORIES })
    .flatMap((ofHistory, index) => nameHistory(ofHistory, `h${index}`));
  const receptions = [...new Set(events.map(({ receivedAt }) => receivedAt))].sort((left, right) => left - right);
  const instants = events.map(({ body }) => Date.parse(body.occurred_at));
  const when = { from: Math.min(...instants), to: Math.max(...instants), now: Math.max(...instants, ...receptions) };
  let hub: TestedHub;

  beforeAll(async () => {
    hub = await startHub();
    await hub.write(events, chance);
  });
  afterAll(() => hub.close());

  const questions = CATALOGUE.map(({ id, dimensions }, index) =>
    index % 2 === 0
      ? { metric: id, shape: 'total' }
      : { metric: id, shape: 'breakdown', groupBy: dimensions.slice(0, 1) },
  );
  const answers = async ({ answer }: Pick<TestedHub, 'answer'>) => {
    const found: [question: { metric: string }, rows: Answer['rows']][] = [];
    for (const question of questions) {
      found.push([question, (await answer({ timeZone: 'Asia/Seoul', ...question }, when)).rows]);
    }
    return found;
  };
  const receivedBy = (time: number) => (event: SentEvent) => event.receivedAt <= time;

  it('answers every metric like a hub that has received no more', async () => {
    const parts = receptions.slice(0, -1);
    const other = await startHub();
    await other.write(events.filter(receivedBy(parts.at(-1) ?? 0)), chance);
    const known = await hub.knownAt(parts);
    try {
      const then = await answers(known);
      expect(then).toEqual(await answers(other));
      // Something has been learnt since.
      const [question, rows] = then.find(([{ metric }]) => metric === 'calls') ?? [];
      expect((await hub.answer({ timeZone: 'Asia/Seoul', ...question }, when)).rows).not.toEqual(rows);
    } finally {
      await known.close();
      await other.close();
    }
    // Nothing is left behind.
    await expect(known.answer({ metric: 'calls', shape: 'total' }, when)).rejects.toThrow();
  }, 120_000);
});
