import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runPluginSuite } from './plugin/suite';
import { runQuerySuite, SIZES, type Numbers } from './query/suite';

const USAGE = 'npm run bench -- query [--size 1m,10m] [--only win_rate] | plugin [--json FILE]';

/** Runs a suite of benchmarks and prints its numbers. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { size: { type: 'string', default: '1m,10m' }, only: { type: 'string' }, json: { type: 'string' } },
  });
  const log = (line: string) => void process.stdout.write(`${line}\n`);
  const run = async (): Promise<Numbers> => {
    switch (positionals[0]) {
      case 'query':
        return runQuerySuite({
          sizes: values.size.split(',').map(sizeOf),
          ...(values.only !== undefined && { only: new RegExp(values.only) }),
          log,
        });
      case 'plugin':
        return runPluginSuite(log);
      default:
        throw new Error(USAGE);
    }
  };
  const numbers = await run();
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(numbers, null, 2)}\n`);
}

function sizeOf(name: string) {
  const size = SIZES[name];
  if (!size) throw new Error(`--size must be of ${Object.keys(SIZES).join(', ')}, not ${name}`);
  return size;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
