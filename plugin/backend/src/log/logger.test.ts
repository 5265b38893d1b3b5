import { createLogger, errorFields, formatLogLine, takeOverConsole } from './logger';

test('a line is what hclog parses: its four fields, and a time with exactly six fraction digits', () => {
  const line = formatLogLine('warn', 'Two\nlines', { refId: 'A' }, Date.UTC(2026, 0, 2, 3, 4, 5, 6));
  expect(line.endsWith('}\n')).toBe(true);
  expect(line.trimEnd()).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({
    '@level': 'warn',
    '@message': 'Two\nlines',
    '@module': 'saleshub',
    '@timestamp': '2026-01-02T03:04:05.006000Z',
    refId: 'A',
  });
});

test('fields cannot pass for what the line says of itself', () => {
  const line = formatLogLine('info', 'said', { '@message': 'forged' }, 0);
  expect(JSON.parse(line)).toMatchObject({ '@message': 'said' });
});

test('an error is logged with its stack', () => {
  expect(errorFields(new Error('broken'))).toEqual({ error: 'broken', stack: expect.stringContaining('logger.test') });
  expect(errorFields('broken')).toEqual({ error: 'broken' });
});

test('what libraries print becomes lines of the log', () => {
  const lines: string[] = [];
  const before = { ...globalThis.console };
  try {
    takeOverConsole(createLogger((line) => lines.push(line)));
    globalThis.console.log('%d rows', 3);
    globalThis.console.error(new Error('broken'));
  } finally {
    Object.assign(globalThis.console, before);
  }
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ '@level': 'info', '@message': '3 rows' }),
    expect.objectContaining({ '@level': 'error', '@message': expect.stringContaining('Error: broken') }),
  ]);
});
