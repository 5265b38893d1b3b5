import fc from 'fast-check';
import { chanceOf } from './harness/chance';
import { check } from './harness/check';
import { startHub, type TestedHub } from './harness/hub';
import { history } from './histories/history';
import { questions } from './histories/questions';

const HISTORIES = Number(process.env.SALESHUB_HISTORIES ?? 200);
const SEED = Number(process.env.SALESHUB_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** As many histories are written and asked about at a time. */
const GROUP = 100;

/**
 * Random histories of opportunities, messages, meetings, calls, time and answers, written in any order and more than
 * once by two services, and questions about them in every shape, time zone and interval: the hub and the plain
 * reference must agree on every number. `SALESHUB_SEED` repeats a run, `SALESHUB_HISTORIES` makes it longer.
 */
describe('every number is what the plain reference says', () => {
  let hub: TestedHub;

  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(() => hub.close());

  it(
    `of ${HISTORIES} random histories, seed ${SEED}`,
    async () => {
      process.stderr.write(`${HISTORIES} histories, SALESHUB_SEED=${SEED}\n`);
      const histories = fc.sample(history, { seed: SEED, numRuns: HISTORIES });
      const chance = chanceOf(SEED);
      for (let first = 0; first < HISTORIES; first += GROUP) {
        const group = histories.slice(first, first + GROUP);
        const named = new Map(group.map((events, index) => [`h${first + index}`, events]));
        const times = group.flat().map(({ body }) => Date.parse(body.occurred_at));
        const failure = await check(hub, named, questions(SEED + first, times), chance);
        if (failure) throw new Error(`seed ${SEED}: ${failure}`);
      }
    },
    120_000 + HISTORIES * 500,
  );
});
