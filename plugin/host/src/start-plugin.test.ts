import { startPlugin } from './index';

/** A program that does as the script says. */
const program = (script: string): [string, string, string] => [process.execPath, '-e', script];

test.each([
  [['/nowhere/plugin'], 'not_started', 'ENOENT'],
  [program('console.error("no cookie, no plugin"); process.exit(3)'), 'ended', 'code 3'],
  [program('console.error("no cookie, no plugin"); process.exit(3)'), 'ended', 'no cookie, no plugin'],
  [program('console.log("hello"); setInterval(() => 0, 1000)'), 'handshake_unknown', 'hello'],
  [program('console.log("1|1|unix|/tmp/x|netrpc"); setInterval(() => 0, 1000)'), 'handshake_unknown', 'netrpc'],
] as const)('%j does not start: %s', async (command, code, message) => {
  await expect(startPlugin({ command })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message) as string,
  });
});

test('gives the plugin nothing of its own environment', async () => {
  process.env.LEAKED = 'yes';
  const script = 'console.error(JSON.stringify(process.env)); process.exit(1)';
  const error = await startPlugin({ command: program(script), environment: { ADDED: 'yes' } }).catch(
    (failure: unknown) => failure,
  );
  delete process.env.LEAKED;
  const [, environment = ''] = /(\{.*\})/.exec(error instanceof Error ? error.message : '') ?? [];
  expect(JSON.parse(environment)).toEqual({
    grafana_plugin_type: 'datasource',
    PLUGIN_PROTOCOL_VERSIONS: '2',
    ADDED: 'yes',
  });
});

test('a plugin that does not end when asked is killed', async () => {
  const script = 'console.log("1|2|tcp|127.0.0.1:1|grpc"); setInterval(() => 0, 1000)';
  const plugin = await startPlugin({ command: program(script) });
  await expect(plugin.ping()).rejects.toThrow();
  expect(await plugin.shutdown()).toEqual({ code: null, signal: 'SIGKILL' });
});
