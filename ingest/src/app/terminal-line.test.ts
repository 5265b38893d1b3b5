import { terminalLine } from './terminal-line';

it.each([
  ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
  ['a\r\nb\tc', 'a\\u000d\\u000ab\\u0009c'],
  ['\u009b2J\u007f', '\\u009b2J\\u007f'],
  ['\u202egnp.exe', '\\u202egnp.exe'],
  ['Ä 수주 👍🏽', 'Ä 수주 👍🏽'],
])('shows %j as %s', (text, shown) => {
  expect(terminalLine(text)).toBe(shown);
});
