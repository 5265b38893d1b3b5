import { readDuration } from './durations';

it.each([
  ['00:02:14', 'seconds', 134],
  ['2:14', 'seconds', 134],
  ['2:14', 'minutes', 134],
  ['1:02:14', 'minutes', 62 + 14 / 60],
  ['2m 14s', 'seconds', 134],
  ['1h 5m', 'minutes', 65],
  ['1 hour 5 minutes', 'minutes', 65],
  ['2분 14초', 'seconds', 134],
  ['PT2M14S', 'seconds', 134],
  ['45s', 'seconds', 45],
] as const)('reads %s as %s', (text, unit, expected) => {
  expect(readDuration(text, unit)).toBeCloseTo(expected, 9);
});

it.each(['', '12', '1:75', 'soon', '1:60:00', 'm'])('does not take %j for a duration', (text) => {
  expect(readDuration(text, 'seconds')).toBeUndefined();
});
