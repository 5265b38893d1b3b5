import { readFileSync } from 'node:fs';
import { BusyError, STATEMENT_LIMITS, openLimiter, runQuery } from '@saleshub/store/read';
import type { BenchStore } from './bench-store';
import { percentile } from './measure';
import { QUESTIONS, contextOf } from './questions';

/** The panels of a sales dashboard. */
const PANELS = [
  'win_rate.total',
  'pipeline_value.total',
  'won_value.total',
  'sales_cycle.total',
  'nps.total',
  'win_rate',
  'won_value',
  'pipeline_value',
  'sales_cycle',
  'nps',
  'win_rate.by_team',
  'calls',
];

export interface Rush {
  panels: number;
  answered: number;
  refused: number;
  /** Until the last panel had its answer. */
  seconds: number;
  /** How long a panel waited, milliseconds. */
  p50: number;
  p95: number;
  /** The most memory that the engine's process has had, bytes. */
  engineBytes: number;
}

/** Refreshes many dashboards at once, in turns as the data source has them. */
export async function rushDashboards({ reader, engine }: BenchStore, dashboards = 50): Promise<Rush> {
  const limiter = openLimiter(STATEMENT_LIMITS);
  const panels = QUESTIONS.filter(({ name }) => PANELS.includes(name));
  const waits: number[] = [];
  let refused = 0;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: dashboards }, () => panels)
      .flat()
      .map(async (panel) => {
        try {
          await runQuery(reader, panel.query, contextOf(panel), { limiter });
          waits.push(performance.now() - begin);
        } catch (error) {
          if (!(error instanceof BusyError)) throw error;
          refused++;
        }
      }),
  );
  return {
    panels: dashboards * panels.length,
    answered: waits.length,
    refused,
    seconds: (performance.now() - begin) / 1000,
    p50: percentile(waits, 0.5),
    p95: percentile(waits, 0.95),
    engineBytes: peakMemory(engine.pid),
  };
}

/** By Linux's account of the process; 0 elsewhere. */
function peakMemory(pid: number): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
