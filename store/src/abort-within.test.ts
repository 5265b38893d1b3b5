import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { abortWithin } from './abort-within';

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

const never = new AbortController().signal;

it('aborts after the time, also where garbage was collected meanwhile', async () => {
  const reasons: unknown[] = [];
  const signal = abortWithin(100, never);
  signal.addEventListener('abort', () => reasons.push(signal.reason));
  await sleep(20);
  collectGarbage();
  await sleep(200);
  expect(reasons).toMatchObject([{ name: 'TimeoutError' }]);
});

it('aborts with the signal, for its reason', () => {
  const asking = new AbortController();
  const signal = abortWithin(60_000, asking.signal);
  asking.abort(new Error('gone'));
  expect(signal.reason).toMatchObject({ message: 'gone' });
});
