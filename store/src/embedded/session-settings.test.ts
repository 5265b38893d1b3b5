import { sessionPrelude } from './session-settings';

const setting = (name: string) => new URLSearchParams({ [name]: '1' });

describe('the settings of a session', () => {
  test.each(['session_id', 'role', 'dialect'])('%s is not supported', (name) => {
    expect(() => sessionPrelude('writer', setting(name))).toThrow(/embedded ClickHouse/);
  });

  test.each(['constructor', 'toString', '__proto__'])('%s is a setting like any other', (name) => {
    expect(sessionPrelude('writer', setting(name))).toContain(`, ${name} = '1'`);
    expect(() => sessionPrelude('reader', setting(name))).toThrow(`Cannot modify '${name}' setting in readonly mode.`);
  });
});
