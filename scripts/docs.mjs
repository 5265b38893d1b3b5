// Writes the pages that are made from the program itself; run it after changing the catalogue.
import { writeFileSync } from 'node:fs';
import { URL } from 'node:url';

const { metricsDocument } = await import('../model/dist/index.js');
writeFileSync(new URL('../docs/metrics.md', import.meta.url), metricsDocument());
