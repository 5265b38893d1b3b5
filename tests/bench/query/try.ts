import { openBenchStore } from './bench-store';
import { measureStatements, statementsOf } from './measure';
import { QUESTIONS } from './questions';
const [name = '1m', events = '1000000', years = '1', only = ''] = process.argv.slice(2);
void (async () => {
  const store = await openBenchStore(
    { name, events: Number(events), years: Number(years) },
    console.log,
    process.env.BENCH_FOLDER ?? '/tmp/bench-speed',
  );
  console.log(store.report);
  for (const question of QUESTIONS) {
    if (!new RegExp(only).test(question.name)) continue;
    try {
      const { p50, p95, rows, bytes } = await measureStatements(store.reader, statementsOf(question), {
        atLeast: 3,
        atMost: 10,
        milliseconds: 600,
      });
      console.log(
        [
          question.name.padEnd(44),
          p50.toFixed(1).padStart(9),
          p95.toFixed(1).padStart(9),
          String(rows).padStart(10),
          (bytes / 1e6).toFixed(1).padStart(8),
          p95 > 100 ? '!!' : '',
        ].join(' '),
      );
    } catch (error) {
      console.log(question.name, String(error).slice(0, 300));
    }
  }
  await store.close();
})();
