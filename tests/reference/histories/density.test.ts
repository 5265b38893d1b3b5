import fc from 'fast-check';
import { SETTINGS } from './settings';
import { aboutOnly } from '../harness/named-question';
import { chanceOf } from '../harness/chance';
import { randomRejections } from '../harness/rejections';
import { answerPlainly } from '../plain/answer';
import { companyOf } from '../plain/company';
import type { Metric } from '../plain/metric';
import { METRICS, type MetricName } from '../plain/metrics';
import { history, nameHistory } from './history';
import { questions } from './questions';

/** The gate's own. */
const SEED = 1;
const HISTORIES = 40;
const FORMS_OF_EACH = 6;

/** Questions about what never happens prove nothing. */
describe('random histories', () => {
  const names = Object.keys(METRICS) as MetricName[];
  const histories = fc.sample(history, { seed: SEED, numRuns: HISTORIES });
  const keys = histories.map((_, index) => `h${index}`);
  const events = histories.flatMap((ofHistory, index) => nameHistory(ofHistory, keys[index] ?? ''));
  const company = companyOf(events, SETTINGS, randomRejections(HISTORIES, chanceOf(SEED)));
  const dimensionsOf = (name: MetricName): Metric['dimensions'] => METRICS[name].dimensions;
  const asked = questions(new Map(names.map((name) => [name, dimensionsOf(name)])), {
    seed: SEED,
    instants: events.map(({ body }) => Date.parse(body.occurred_at)),
    formsOfEach: FORMS_OF_EACH,
  });

  it.each(names)('make %s differ', (name) => {
    const values = asked
      .filter(({ question }) => question.metric === name)
      .flatMap(({ question }) => answerPlainly(company, aboutOnly({ ...question, onLowSample: 'flag' }, keys)).rows)
      .flatMap(({ value, n }) => (value === null || n === 0 ? [] : value));
    expect(new Set(values).size).toBeGreaterThan(1);
  });
});
