import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE, METRIC_IDS } from '@saleshub/model';
import { GOLDEN } from './golden';
import type { Expected } from './golden/golden';
import { METRICS } from './plain/metrics';

/** A metric with a variant has an entry for each: `win_rate of created`. */
const idOf = (name: string) => name.split(' of ')[0] ?? name;

const referenced = new Set(Object.keys(METRICS).map(idOf));
const answered = new Set(
  GOLDEN.flatMap(({ answers }) => answers.flatMap(({ asked, expected }) => (says(expected) ? idOf(asked.metric) : []))),
);
const page = readFileSync(join(__dirname, '../../docs/metrics.md'), 'utf8');

/** Whether the answer is a number that could not be there by chance: not nothing. */
function says(expected: Expected): boolean {
  if ('leftOut' in expected || 'previous' in expected) return false;
  const values =
    'total' in expected
      ? [expected.total[0]]
      : Object.values('breakdown' in expected ? expected.breakdown : expected.series);
  return values.some((value) => typeof value === 'number' && value !== 0);
}

/** What makes a metric one that can be trusted: whoever adds an entry to the catalogue is expected here what is missing. */
describe.each(CATALOGUE)('$id', ({ id, title, definition }) => {
  it('has a definition, which the page of metrics shows', () => {
    expect(definition).not.toBe('');
    expect(page).toContain(`### \`${id}\` – ${title}\n\n${definition}\n`);
  });

  it('has a plain reference, which random histories are asked of', () => {
    expect([...referenced]).toContain(id);
  });

  it('has a golden answer, which the hub and the plain reference give', () => {
    expect([...answered]).toContain(id);
  });
});

it('has no reference and no answer of what is no metric', () => {
  expect([...referenced, ...answered].filter((id) => !METRIC_IDS.includes(id))).toEqual([]);
});
