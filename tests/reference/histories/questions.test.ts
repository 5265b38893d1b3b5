import fc from 'fast-check';
import { clockTime } from '../plain/calendar';
import type { Metric } from '../plain/metric';
import { METRICS, type MetricName } from '../plain/metrics';
import { COMPARED_OUTPUTS, OUTPUTS, TESTED_OUTPUTS, type Question } from '../plain/question';
import { history } from './history';
import { LONG_AFTER, TIME_ZONES } from './instants';
import { questions } from './questions';

/** As many as the gate asks about. */
const SEEDS = [1, 41, 81, 121, 161];
const HISTORIES_OF_EACH = 40;

/** What is never asked or never happens is never wrong. */
describe('the questions of the gate', () => {
  const dimensionsOf = (name: MetricName): Metric['dimensions'] => METRICS[name].dimensions;
  const names = Object.keys(METRICS) as MetricName[];
  const histories = fc.sample(history, { seed: 1, numRuns: HISTORIES_OF_EACH });
  const instants = histories.flat().map(({ body }) => Date.parse(body.occurred_at));
  const asked = SEEDS.flatMap((seed) =>
    questions(new Map(names.map((name) => [name, dimensionsOf(name)])), { seed, instants, formsOfEach: 2 }),
  ).map(({ question }) => question);

  const isSeries = ({ shape }: Question) => shape === 'time_series';
  const isRunning = ({ from, to, now }: Question) => from < now && now < to && now !== LONG_AFTER;
  const isScoped = ({ metric }: Question) => METRICS[metric].isScoped === true;
  /** A range in which clocks change has another length by the clock than by the hour. */
  const hasClockChange = ({ from, to, timeZone }: Question) =>
    clockTime(to, timeZone) - clockTime(from, timeZone) !== to - from;
  const speaksOf = ({ groupBy, filters }: Question, name: string) =>
    groupBy.includes(name) || filters.some(({ dimension }) => dimension === name);

  it.each<[string, (question: Question) => boolean]>([
    ...TIME_ZONES.map((zone): [string, (question: Question) => boolean] => [zone, ({ timeZone }) => timeZone === zone]),
    [
      'weeks from Sunday',
      (question) => isSeries(question) && question.interval === 'week' && question.weekStart === 'sunday',
    ],
    [
      'weeks from Monday',
      (question) => isSeries(question) && question.interval === 'week' && question.weekStart === 'monday',
    ],
    ['quarters', (question) => isSeries(question) && question.interval === 'quarter'],
    ['fiscal quarters', (question) => isSeries(question) && question.interval === 'fiscal_quarter'],
    ['fiscal years', (question) => isSeries(question) && question.interval === 'fiscal_year'],
    [
      'hours with a change of clocks',
      (question) => isSeries(question) && question.interval === 'hour' && hasClockChange(question),
    ],
    [
      'days with a change of clocks',
      (question) => isSeries(question) && question.interval === 'day' && hasClockChange(question),
    ],
    ['a range that is still running', isRunning],
    ['a range that has not begun', ({ from, now }) => now <= from],
    ['a range that ended', ({ now }) => now === LONG_AFTER],
    ['a range that ends as something happens', ({ to }) => instants.includes(to)],
    ['a running comparison', (question) => question.compareTo !== undefined && isRunning(question)],
    ['a comparison of targets', (question) => isScoped(question) && question.compareTo !== undefined],
    ['a limit', ({ limit, groupBy }) => limit !== undefined && groupBy.length > 0],
    ['a limited series', (question) => isSeries(question) && question.limit !== undefined],
    ['tags', (question) => speaksOf(question, 'tag')],
    ['withheld values', ({ onLowSample }) => onLowSample === 'withhold'],
    ['several numbers', ({ output }) => output === undefined],
    ...[...OUTPUTS, ...COMPARED_OUTPUTS, ...TESTED_OUTPUTS].map((name): [string, (question: Question) => boolean] => [
      `${name} alone`,
      ({ output }) => output === name,
    ]),
    ...(['in', 'not_in', 'matches', 'is_empty', 'not_empty'] as const).map(
      (name): [string, (question: Question) => boolean] => [
        `filters that are ${name}`,
        ({ filters }) => filters.some(({ operator }) => operator === name),
      ],
    ),
  ])('ask of %s', (_, isMeant) => {
    expect(asked.filter(isMeant).length).toBeGreaterThanOrEqual(5);
  });
});
