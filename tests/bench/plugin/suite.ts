import { text } from 'node:stream/consumers';
import { parseQuery, prepareQuery, type Statement } from '@saleshub/model';
import type { Plugin } from '@saleshub/plugin-host';
import type { ReadClient } from '@saleshub/store/read';
import { openBenchStore, type BenchStore } from '../query/bench-store';
import { percentile } from '../query/measure';
import { contextOf, type Question } from '../query/questions';
import { SIZES, type Numbers } from '../query/suite';
import { cpuOf, dataSourceOf, startBuiltPlugin } from './started-plugin';

const PANEL: Question = {
  name: 'panel',
  query: { queryType: 'metric', metric: 'win_rate', groupBy: ['team'], interval: 'day' },
  days: 90,
};
/** A hundred thousand points: 120 reps in 840 hours. */
const LARGE: Question = {
  name: 'large',
  query: { queryType: 'metric', metric: 'calls', groupBy: ['rep'], interval: 'hour' },
  days: 35,
};
const YEAR: Question = {
  name: 'year',
  query: { queryType: 'metric', metric: 'won_value', groupBy: ['rep'], interval: 'day' },
  days: 365,
};
const DEFINITIONS: Question = { name: 'definitions', query: { queryType: 'definitions' }, days: 1 };
const EQUAL = 50;

interface Bench {
  store: BenchStore;
  plugin: Plugin;
  /** Asks as a panel does; gives the number of rows. */
  ask: (question: Question) => Promise<number>;
}

/**
 * Measures what the plugin's backend costs: the CPU of its process, and how long others wait. The baseline of a question is the
 * CPU that this process takes, in turns with it, to read the same statements as text and to parse their JSON. Ratios to
 * it depend less on the machine and on what else runs there.
 */
export async function runPluginSuite(log: (line: string) => void): Promise<Numbers> {
  const size = SIZES['1m'];
  if (!size) throw new Error('There is no company of a million events');
  const store = await openBenchStore(size, log);
  const plugin = await startBuiltPlugin();
  const bench: Bench = { store, plugin, ask: askThrough(plugin, store) };
  try {
    const numbers = {
      ...(await costOfQuestion(bench, PANEL, { rounds: 10, size: 10 })),
      ...(await costOfQuestion(bench, LARGE, { rounds: 5, size: 2 })),
      ...(await costOfEqual(bench)),
      ...(await waitsBesideLarge(bench)),
      ...(await waitsForValues(bench)),
    };
    for (const [name, value] of Object.entries(numbers)) log(`${name.padEnd(36)} ${value.toFixed(2).padStart(10)}`);
    return numbers;
  } finally {
    await plugin.shutdown();
    await store.close();
  }
}

function askThrough(plugin: Plugin, store: BenchStore): Bench['ask'] {
  const dataSource = dataSourceOf(store);
  return async (question) => {
    const query = { refId: 'A', model: question.query, range: contextOf(question).range };
    const { A: result } = await plugin.queryData(dataSource, [query]);
    if (result?.status !== 200) throw new Error(`${question.name}: ${result?.error?.message}`);
    return result.frames.reduce((rows, frame) => rows + frame.length, 0);
  };
}

/** The first half of the rounds does not count: a process that was just started is busy compiling. */
async function costOfQuestion(
  { plugin, ask, store }: Bench,
  question: Question,
  { rounds, size }: { rounds: number; size: number },
): Promise<Numbers> {
  const statements = Object.values(prepareQuery(parseQuery(question.query), contextOf(question)).statements);
  let [cost, baseline, rows] = [0, 0, 0];
  for (let round = 0; round < 2 * rounds; round++) {
    const before = await cpuOf(plugin);
    for (let one = 0; one < size; one++) rows = await ask(question);
    const taken = (await cpuOf(plugin)) - before;
    const least = await baselineOf(store.reader, statements, size);
    if (round >= rounds) [cost, baseline] = [cost + taken, baseline + least];
  }
  return {
    [`plugin.${question.name}.rows`]: rows,
    [`plugin.${question.name}.cpu`]: cost / (rounds * size),
    [`plugin.${question.name}.cpu_of_baseline`]: cost / baseline,
  };
}

/** CPU of this process, milliseconds. */
async function baselineOf(reader: ReadClient, statements: readonly Statement[], times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let one = 0; one < times; one++) {
    for (const { sql, parameters } of statements) {
      const { stream } = await reader.exec({ query: `${sql}\nFORMAT JSONCompact`, query_params: parameters });
      JSON.parse(await text(stream));
    }
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** CPU of equal questions that are asked at once, in units of one. */
async function costOfEqual({ plugin, ask }: Bench): Promise<Numbers> {
  const cpuFor = async (times: number) => {
    const before = await cpuOf(plugin);
    await Promise.all(Array.from({ length: times }, () => ask(YEAR)));
    return (await cpuOf(plugin)) - before;
  };
  let [one, many] = [0, 0];
  for (let round = 0; round < 3; round++) [one, many] = [one + (await cpuFor(1)), many + (await cpuFor(EQUAL))];
  return { [`plugin.equal_${EQUAL}.cpu_of_one`]: many / one };
}

/** How long what needs no ClickHouse waits beside a large answer, milliseconds. */
async function waitsBesideLarge({ ask }: Bench): Promise<Numbers> {
  const waits: number[] = [];
  let isRunning = true;
  const large = ask(LARGE).finally(() => {
    isRunning = false;
  });
  while (isRunning) waits.push(await milliseconds(() => ask(DEFINITIONS)));
  await large;
  return { 'plugin.beside_large.p50': percentile(waits, 0.5), 'plugin.beside_large.worst': Math.max(...waits) };
}

/** How long the values of a variable take, milliseconds: the first time and later. */
async function waitsForValues({ plugin, store }: Bench): Promise<Numbers> {
  const numbers: Numbers = {};
  for (const dimension of ['team', 'rep', 'account']) {
    const path = `dimension-values?dimension=${dimension}`;
    const list = () => milliseconds(() => plugin.callResource(dataSourceOf(store), { path }));
    numbers[`plugin.values_${dimension}.first`] = await list();
    numbers[`plugin.values_${dimension}.later`] = await list();
  }
  return numbers;
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
