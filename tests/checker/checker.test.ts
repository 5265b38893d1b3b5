import { METRICS } from './metrics';
import { compare } from './compare';
import { historyOf } from './histories/history';
import type { Question } from './question';
import { openStores, type Stores } from './stores';

const ZONES = ['UTC', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/St_Johns', 'America/Caracas'];
const NOW = Date.UTC(2026, 0, 1);
/** A leap year in which Caracas changed its offset by half an hour. */
const YEAR = 2016;
const SEED = Number(process.env.SALESHUB_SEED ?? 1);

/** The gate cuts each metric in half of the ways, each in one zone; the long form in all ways and zones. */
const IS_LONG = process.env.SALESHUB_CHECKER === 'long';

const CUTS = ([undefined, 'month', 'day'] as const).flatMap((interval) =>
  ([undefined, 'rep', 'team'] as const).map((groupBy) => ({ interval, groupBy })),
);

const isInGate = (turn: number, zone: number) => turn % 2 === 0 && zone === (turn / 2) % ZONES.length;

/** The year; in the gate the days of a quarter with a leap day and changes of clocks. */
function rangeOf(interval: Question['interval']): Pick<Question, 'from' | 'to'> {
  return interval === 'day' && !IS_LONG
    ? { from: Date.UTC(YEAR, 1, 15), to: Date.UTC(YEAR, 4, 15) }
    : { from: Date.UTC(YEAR, 0, 1), to: Date.UTC(YEAR + 1, 0, 1) };
}

function questionsOf(metric: string, index: number): Question[] {
  return CUTS.filter(({ interval }) => interval !== 'day' || !METRICS[metric]?.shortest).flatMap((cut, place) =>
    ZONES.filter((_, zone) => IS_LONG || isInGate(index + place, zone)).map((timeZone) => ({
      ...{ metric, timeZone, ...cut, now: NOW },
      ...rangeOf(cut.interval),
    })),
  );
}

/** The product's numbers against definitions that were written from the documents alone. */
describe('every number is what the checker computes from raw events', () => {
  let stores: Stores | undefined;

  beforeAll(async () => {
    stores = await openStores(historyOf(YEAR, SEED));
  });
  afterAll(() => stores?.close());

  it.each(Object.keys(METRICS).map((id, index) => ({ id, index })))('$id', async ({ id, index }) => {
    if (!stores) throw new Error('The stores did not open');
    const found: string[] = [];
    let compared = 0;
    for (const question of questionsOf(id, index)) {
      const answer = await compare(stores, question);
      compared += answer.compared;
      for (const one of answer.disagreements) found.push(JSON.stringify({ ...question, ...one }));
    }
    process.stderr.write(`${id}: ${compared} values compared, ${found.length} disagree\n`);
    expect(found.slice(0, 5)).toEqual([]);
  });
});
