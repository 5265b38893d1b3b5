import { setTimeout as wait } from 'node:timers/promises';
import { createShare } from './share';

/** Work that is finished by hand, with the signals that it was given. */
function openWork() {
  const signals: AbortSignal[] = [];
  let finish: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const work = (signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<string>((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
  };
  return { work, signals, finish: (value: string) => finish(value), fail: (error: Error) => fail(error) };
}

const patient = new AbortController().signal;

test('work of one key is done once while it runs, and anew afterwards', async () => {
  const { work, signals, finish } = openWork();
  const share = createShare<string>();
  const both = [share('a', work, patient), share('a', work, patient)];
  finish('first');
  expect(await Promise.all(both)).toEqual(['first', 'first']);
  const next = share('a', work, patient);
  finish('second');
  expect([await next, signals.length]).toEqual(['second', 2]);
});

test('work of other keys is its own', async () => {
  const share = createShare<string>();
  const echo = (text: string) => share(text, () => Promise.resolve(text), patient);
  expect(await Promise.all(['a', 'b'].map(echo))).toEqual(['a', 'b']);
});

test('an error goes to all who wait, and is not kept', async () => {
  const { work, fail } = openWork();
  const share = createShare<string>();
  const both = [share('a', work, patient), share('a', work, patient)];
  fail(new Error('away'));
  for (const answer of both) await expect(answer).rejects.toThrow('away');
  expect(await share('a', () => Promise.resolve('back'), patient)).toBe('back');
});

test('who cancels leaves alone; the last one takes the work along', async () => {
  const { work, signals } = openWork();
  const share = createShare<string>();
  const asking = [new AbortController(), new AbortController()];
  const answers = asking.map(({ signal }) => share('a', work, signal));
  asking[0]?.abort(new Error('first left'));
  await expect(answers[0]).rejects.toThrow('first left');
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  asking[1]?.abort(new Error('second left'));
  await expect(answers[1]).rejects.toThrow('second left');
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  expect(await share('a', () => Promise.resolve('anew'), patient)).toBe('anew');
});

test('who has cancelled already asks for nothing', async () => {
  const { work, signals } = openWork();
  await expect(createShare<string>()('a', work, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  expect(signals).toEqual([]);
});

test('work that began long ago is not joined, and still answers those who did', async () => {
  const { work, finish } = openWork();
  const share = createShare<string>();
  const early = share('a', work, patient);
  await wait(1100);
  expect(await share('a', () => Promise.resolve('late'), patient)).toBe('late');
  finish('early');
  expect(await early).toBe('early');
});
