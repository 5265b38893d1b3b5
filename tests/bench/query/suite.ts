import { cpSync, rmSync } from 'node:fs';
import { benchFolder, openBenchStore, type BenchStore } from './bench-store';
import type { CompanySize } from './company';
import { rushDashboards } from './dashboards';
import { insertRates, underLiveInserts } from './live';
import { measureStatements, percentile, statementsOf, USUAL_ROUNDS, type Cost } from './measure';
import { QUESTIONS, type Question } from './questions';
import { RAW_QUESTIONS } from './raw-sql';
import { storagePerEvent } from './storage';

/** Sizes by name. The last one is as dense as the first, ten times as long. */
export const SIZES: Readonly<Record<string, CompanySize>> = {
  '1m': { name: '1m', events: 1_000_000, years: 1 },
  '10m': { name: '10m', events: 10_000_000, years: 2 },
  '10m_ten_years': { name: '10m_ten_years', events: 10_000_000, years: 10 },
  '100m': { name: '100m', events: 100_000_000, years: 10 },
};

/** Numbers by stable names: `query.<metric or type>.<size>.p50`. */
export type Numbers = Record<string, number>;

export interface SuiteOptions {
  sizes: readonly CompanySize[];
  /** Questions whose names match; all where left out. */
  only?: RegExp;
  log: (line: string) => void;
}

/** Builds the stores where they are missing, asks everything that dashboards ask, and prints what that costs. */
export async function runQuerySuite({ sizes, only = /./, log }: SuiteOptions): Promise<Numbers> {
  const numbers: Numbers = {};
  const questions = QUESTIONS.filter(({ name }) => only.test(name));
  const costs = new Map<string, Cost>();
  for (const size of sizes) {
    const store = await openBenchStore(size, log);
    try {
      await measureStore(store, { questions, costs, numbers, log });
    } finally {
      await store.close();
    }
    await measureLive(size, questions, numbers, log);
  }
  return numbers;
}

interface Measuring {
  questions: readonly Question[];
  costs: Map<string, Cost>;
  numbers: Numbers;
  log: (line: string) => void;
}

async function measureStore(store: BenchStore, { questions, costs, numbers, log }: Measuring): Promise<void> {
  const { size, report, reader, writer } = store;
  const { events, state } = await storagePerEvent(writer, report.events);
  Object.assign(numbers, {
    [`query.storage.${size.name}.events`]: events,
    [`query.storage.${size.name}.state`]: state,
    [`query.rebuild.${size.name}.events_per_second`]: report.events / report.deriveSeconds,
  });
  log(
    `\n${size.name}: ${report.events} events over ${size.years} years; ${events.toFixed(0)} bytes an event, and ${state.toFixed(0)} of state; state at ${Math.round(report.events / report.deriveSeconds)} events/s`,
  );
  log(row(['question', 'p50 ms', 'p95 ms', 'rows', 'MB', 'of raw', 'growth', '']));
  for (const question of questions) {
    const cost = await measureStatements(reader, statementsOf(question));
    const raw = RAW_QUESTIONS[question.name];
    const ofRaw = raw && cost.p50 / (await measureStatements(reader, [raw], { ...USUAL_ROUNDS, atMost: 5 })).p50;
    const smaller = costs.get(question.name);
    const growth = smaller && cost.p50 / smaller.p50;
    if (!smaller) costs.set(question.name, cost);
    const name = `query.${question.name}.${size.name}`;
    Object.assign(numbers, {
      [`${name}.p50`]: cost.p50,
      [`${name}.p95`]: cost.p95,
      [`${name}.rows`]: cost.rows,
      [`${name}.bytes`]: cost.bytes,
      ...(ofRaw !== undefined && { [`${name}.of_raw`]: ofRaw }),
      ...(growth !== undefined && { [`${name}.growth`]: growth }),
    });
    log(
      row([
        question.name,
        cost.p50.toFixed(1),
        cost.p95.toFixed(1),
        String(cost.rows),
        (cost.bytes / 1e6).toFixed(1),
        ofRaw?.toFixed(2) ?? '',
        growth?.toFixed(2) ?? '',
        missedGoal(question, cost),
      ]),
    );
  }
  const rush = await rushDashboards(store);
  Object.assign(numbers, {
    [`query.dashboards.${size.name}.seconds`]: rush.seconds,
    [`query.dashboards.${size.name}.refused`]: rush.refused,
    [`query.dashboards.${size.name}.engine_bytes`]: rush.engineBytes,
  });
  log(
    `50 dashboards at once: ${rush.answered} of ${rush.panels} panels answered and ${rush.refused} refused in ${rush.seconds.toFixed(1)} s, half of them after ${(rush.p50 / 1000).toFixed(1)} s; the engine has had ${(rush.engineBytes / 1e9).toFixed(2)} GB`,
  );
}

/** On a copy: what is written must not be there the next time. */
async function measureLive(
  size: CompanySize,
  questions: readonly Question[],
  numbers: Numbers,
  log: (line: string) => void,
): Promise<void> {
  const folder = `${benchFolder()}-live`;
  rmSync(folder, { recursive: true, force: true });
  cpSync(`${benchFolder()}/${size.name}`, `${folder}/${size.name}`, { recursive: true });
  const store = await openBenchStore(size, log, folder);
  try {
    log(`\n${size.name}, under live inserts`);
    const named = questions.filter(({ goal }) => goal);
    const { behindMilliseconds } = await underLiveInserts(store.writer, size, async () => {
      for (const question of named) {
        const cost = await measureStatements(store.reader, statementsOf(question));
        numbers[`query.${question.name}.${size.name}.live_p50`] = cost.p50;
        numbers[`query.${question.name}.${size.name}.live_p95`] = cost.p95;
        log(
          row([
            question.name,
            cost.p50.toFixed(1),
            cost.p95.toFixed(1),
            String(cost.rows),
            (cost.bytes / 1e6).toFixed(1),
          ]),
        );
      }
    });
    const behind = percentile(behindMilliseconds, 0.95);
    const { acknowledged, withState } = await insertRates(store.writer, size);
    Object.assign(numbers, {
      [`query.state_behind.${size.name}.p95`]: behind,
      [`query.insert.${size.name}.acknowledged`]: acknowledged,
      [`query.insert.${size.name}.with_state`]: withState,
    });
    log(
      `state ${Math.round(behind)} ms behind the acknowledgement (95 in 100); ${Math.round(acknowledged)} events/s acknowledged, ${Math.round(withState)} until state followed`,
    );
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Says where a question costs more than it may. */
function missedGoal({ goal = { p95: 100 } }: Question, { p50, p95 }: Cost): string {
  const misses = [
    goal.p50 !== undefined && p50 > goal.p50 ? `p50 > ${goal.p50}` : '',
    goal.p95 !== undefined && p95 > goal.p95 ? `p95 > ${goal.p95}` : '',
  ];
  return misses.filter(Boolean).join(', ');
}

const WIDTHS = [44, 9, 9, 10, 8, 8, 8];

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => (index === 0 ? cell.padEnd(WIDTHS[0] ?? 0) : cell.padStart(WIDTHS[index] ?? 0)))
    .join(' ');
}
