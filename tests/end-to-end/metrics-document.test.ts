import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsDocument } from '@saleshub/model';

it('describes the metrics as the catalogue has them', () => {
  const page = readFileSync(join(__dirname, '../../docs/metrics.md'), 'utf8');
  // npm run docs writes it.
  expect(page).toBe(metricsDocument());
});
