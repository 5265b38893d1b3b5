import fc from 'fast-check';
import { METRIC_IDS, findMetric } from '@saleshub/model';
import { chanceOf } from './harness/chance';
import { check } from './harness/check';
import { startHub, type TestedHub } from './harness/hub';
import { metricInquiry } from './harness/metric-inquiry';
import { recordsInquiry } from './harness/records-inquiry';
import {
  accountsAtRiskInquiry,
  annotationsInquiry,
  forecastInquiry,
  leaderboardInquiry,
} from './harness/table-inquiries';
import type { Asked, Inquiry } from './harness/inquiry';
import { randomRejections } from './harness/rejections';
import { history } from './histories/history';
import { questions } from './histories/questions';
import { accountsBelow, forecasts, happenings, leaderboards } from './histories/tables';
import type { SentEvent } from './plain/events';
import type { Metric } from './plain/metric';
import { METRICS, type MetricName } from './plain/metrics';

const HISTORIES = Number(process.env.SALESHUB_HISTORIES ?? 120);
/** The gate asks the same each time; the long form asks something else each time. */
const SEED = Number(process.env.SALESHUB_SEED ?? 1);
/** As many histories are written and asked about at a time. */
const GROUP = 40;
/** In how many forms each metric is asked for of each group. */
const FORMS_OF_EACH = 2;
const REJECTIONS = 30;
/** Of how many of the questions the records are asked for as well. */
const RECORDS_ASKED = 0.4;
/** How many questions of each other type are asked of each group. */
const TABLES_OF_EACH = 12;

const ids = Object.keys(METRICS) as MetricName[];
const idOf = (name: MetricName) => name.split(' of ')[0] ?? name;

/** The metrics that both know, with the dimensions that both split by. */
const asked = new Map(
  ids
    .filter((name) => METRIC_IDS.includes(idOf(name)))
    .map((name): [MetricName, string[]] => {
      const ofHub: readonly string[] = findMetric(idOf(name))?.dimensions ?? [];
      const metric: Metric = METRICS[name];
      return [name, metric.dimensions.filter((dimension) => ofHub.includes(dimension))];
    }),
);

/** Tables of each type, about all histories and about few. */
function tables(instants: readonly number[], seed: number): Asked[] {
  const sampled = <Question>(arbitrary: fc.Arbitrary<Question>, inquiryOf: (question: Question) => Inquiry) =>
    fc
      .sample(arbitrary, { seed, numRuns: TABLES_OF_EACH })
      .map((question, index) => ({ inquiry: inquiryOf(question), few: index % 2 === 0 ? undefined : 3 }));
  return [
    ...sampled(leaderboards(instants), leaderboardInquiry),
    ...sampled(accountsBelow(instants), accountsAtRiskInquiry),
    ...sampled(happenings(instants), annotationsInquiry),
    ...sampled(forecasts(instants), forecastInquiry),
  ];
}

/**
 * Random histories of everything that a company does, written in any order and more than once by two services, and
 * questions about them in every shape, time zone and interval: the hub and the plain reference must agree on every
 * number. `SALESHUB_SEED` repeats a run, `SALESHUB_HISTORIES` makes it longer.
 */
describe('every number is what the plain reference says', () => {
  let hub: TestedHub;
  let histories: SentEvent[][];

  beforeAll(
    async () => {
      // Made first, as that keeps the process busy for so long that its connections to the hub would be closed.
      histories = fc.sample(history, { seed: SEED, numRuns: HISTORIES });
      hub = await startHub();
    },
    60_000 + HISTORIES * 100,
  );
  afterAll(() => hub.close());

  it(
    `of ${HISTORIES} random histories, seed ${SEED}`,
    async () => {
      process.stderr.write(`${HISTORIES} histories, SALESHUB_SEED=${SEED}\n`);
      const chance = chanceOf(SEED);
      for (let first = 0; first < HISTORIES; first += GROUP) {
        const group = histories.slice(first, first + GROUP);
        const named = new Map(group.map((events, index) => [`h${first + index}`, events]));
        const instants = group.flat().map(({ body }) => Date.parse(body.occurred_at));
        await hub.reject(randomRejections(REJECTIONS, chance));
        const found = questions(asked, { seed: SEED + first, instants, formsOfEach: FORMS_OF_EACH });
        const inquiries = found.flatMap(({ question, few }) => [
          { inquiry: metricInquiry(question), few },
          ...(chance() < RECORDS_ASKED ? [{ inquiry: recordsInquiry(question), few }] : []),
        ]);
        const failure = await check(hub, named, [...inquiries, ...tables(instants, SEED + first)], chance);
        if (failure) throw new Error(`seed ${SEED}: ${failure}`);
      }
    },
    120_000 + HISTORIES * 5_000,
  );
});
