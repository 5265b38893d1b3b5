import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { URL, fileURLToPath } from 'node:url';
import { LISTED_SUITES, budgetOf } from './suite-budgets.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Below this number of listed suites, a run does not show how fast the machine is. */
const LEAST_SUITES = 10;
/** How far a suite may be above its share of the run before it is named. */
const TOLERANCE = 1.5;
const TOLERANCE_SECONDS = 5;

/**
 * Names the suites that took longer than their budget at the end of a run. What counts is their time relative to the
 * other suites of the same run, so a slow or busy machine changes nothing. Fails no run.
 */
export default class ReportBudgets {
  onRunComplete(_contexts, { testResults }) {
    const suites = testResults
      .filter(({ skipped }) => !skipped)
      .map(({ testFilePath, perfStats }) => ({
        path: relative(root, testFilePath),
        seconds: perfStats.runtime / 1000,
      }));
    const listed = suites.filter(({ path }) => LISTED_SUITES.includes(path));
    if (listed.length < LEAST_SUITES) return;
    const pace = median(listed.map(({ path, seconds }) => seconds / budgetOf(path)));
    const over = suites.filter(({ path, seconds }) => {
      const budget = budgetOf(path) * pace;
      return seconds > Math.max(budget * TOLERANCE, budget + TOLERANCE_SECONDS);
    });
    const total = suites.reduce((sum, { seconds }) => sum + seconds, 0);
    const lines = [
      `\nBudgets: ${total.toFixed(0)} s in all suites; they take ${pace.toFixed(2)} times their budgets here.`,
      ...over.map(({ path, seconds }) => {
        const budget = budgetOf(path);
        return `  ${path} took ${seconds.toFixed(0)} s, of a budget of ${budget} s (${(budget * pace).toFixed(0)} s here)`;
      }),
      ...LISTED_SUITES.filter((path) => !existsSync(join(root, path))).map(
        (path) => `  ${path} has a budget and does not exist`,
      ),
    ];
    process.stderr.write(`${lines.join('\n')}\n`);
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
