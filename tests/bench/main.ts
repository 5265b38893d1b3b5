import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runQuerySuite, SIZES } from './query/suite';

/** `npm run bench -- query [--size 1m,10m] [--only win_rate] [--json FILE]` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    allowPositionals: true,
    options: { size: { type: 'string', default: '1m,10m' }, only: { type: 'string' }, json: { type: 'string' } },
  });
  const sizes = values.size.split(',').map((name) => {
    const size = SIZES[name];
    if (!size) throw new Error(`--size must be of ${Object.keys(SIZES).join(', ')}, not ${name}`);
    return size;
  });
  const numbers = await runQuerySuite({
    sizes,
    ...(values.only !== undefined && { only: new RegExp(values.only) }),
    log: (line) => process.stdout.write(`${line}\n`),
  });
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(numbers, null, 2)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
