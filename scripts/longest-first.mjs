import { join, relative } from 'node:path';
import TestSequencer from '@jest/test-sequencer';
import { budgetOf } from './suite-budgets.mjs';

const ROOT = join(import.meta.dirname, '..');

/** Starts the longest suites first, so that no core waits for one of them at the end; a fresh clone knows no times of its own. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const budget = ({ path }) => budgetOf(relative(ROOT, path));
    return [...tests].sort((left, right) => budget(right) - budget(left));
  }
}
