import { shownValue, storedValue } from './dimensions';

it.each([
  ['', '(none)'],
  ['(none)', '"(none)"'],
  ['(other)', '"(other)"'],
  ['Other', 'Other'],
])('shows %j as %j, and finds it again by that', (stored, shown) => {
  expect(shownValue(stored)).toBe(shown);
  expect(storedValue(shown)).toBe(stored);
});
