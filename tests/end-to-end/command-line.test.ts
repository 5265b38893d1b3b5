import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endHubs, makeFolder, postEvents, query, saleshub, serve } from '../support/saleshub';

const EXAMPLE = join(__dirname, '../../examples/crm-export');
const RANGE = ['--from', '2025-01-01', '--to', '2025-07-01'];

describe('the command line, as the README shows it', () => {
  const folder = makeFolder();
  const run = (...args: string[]) => saleshub(args, folder.path);
  afterAll(async () => {
    await endHubs();
    await folder.remove();
  });

  it('says what to do with an empty store', async () => {
    const { code, stderr } = await run('query', 'win_rate');
    expect(code).toBe(1);
    expect(stderr).toBe(
      'schema_missing: The store is empty or of an older version: run saleshub migrate, or import something.\n',
    );
  });

  it('imports the example and accounts for every row', async () => {
    const { code, stderr } = await run(
      'import',
      join(EXAMPLE, 'opportunities.csv'),
      '--mapping',
      join(EXAMPLE, 'mapping.yaml'),
      '--source',
      'crm',
      '--allow-refused',
    );
    expect(code).toBe(0);
    expect(stderr).toContain('Rows: 49 read, 47 imported, 1 ignored, 1 refused.');
    expect(stderr).toContain('Events: 81: 81 new, 0 known already');
    expect(readFileSync(join(folder.path, 'opportunities.csv.rejected.csv'), 'utf8')).toContain('invalid_time');
  });

  it('gives the numbers of the file', async () => {
    expect((await query(['win_rate', ...RANGE], folder.path)).rows).toEqual([
      expect.objectContaining({ value: 15 / 34, n: 34, low_sample: false }),
    ]);
    expect((await query(['won_value', ...RANGE], folder.path)).rows).toEqual([
      { value: 106_950, low: null, high: null, n: 15, low_sample: false },
    ]);
    const byTeam = await query(['win_rate', ...RANGE, '--by', 'team'], folder.path);
    expect(byTeam.rows).toEqual([
      expect.objectContaining({ team: 'North', value: 8 / 19, n: 19, low_sample: true }),
      expect.objectContaining({ team: 'South', value: 7 / 15, n: 15, low_sample: true }),
    ]);
    expect(byTeam.notices).toEqual([expect.objectContaining({ code: 'low_sample' })]);
  });

  it('gives the same numbers from state that is derived anew', async () => {
    const before = await query(['win_rate', ...RANGE, '--by', 'team'], folder.path);
    const { code, stdout, stderr } = await run('migrate', '--rebuild');
    expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('All state is derived anew.\n'), '']);
    expect((await query(['win_rate', ...RANGE, '--by', 'team'], folder.path)).rows).toEqual(before.rows);
  });

  it('answers from what the hub had received by then', async () => {
    const now = await query(['won_value', ...RANGE], folder.path);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect((await query(['won_value', ...RANGE, '--known-at', tomorrow], folder.path)).rows).toEqual(now.rows);
    const then = await query(['won_value', ...RANGE, '--known-at', '2025-08-01'], folder.path);
    expect(then.rows).toEqual([{ value: 0, low: null, high: null, n: 0, low_sample: false }]);
    const file = join(folder.path, 'known.json');
    writeFileSync(file, JSON.stringify({ metric: 'won_value', shape: 'total', knownAt: '2025-08-01T00:00:00Z' }));
    expect((await query(['--query', file, ...RANGE], folder.path)).rows).toEqual(then.rows);
  });

  it('evaluates the alert rules now, and tries one on the past', async () => {
    const now = await run('alerts', 'check', '--format', 'json');
    const { rules, firing } = JSON.parse(now.stdout) as { rules: number; firing: { rule: string }[] };
    expect([now.code, rules]).toEqual([0, 13]);
    expect(firing.map(({ rule }) => rule)).toEqual(['source-silent']);
    const past = ['alerts', 'test', 'source-silent', '--last', '3d', '--sweep', 'threshold', '--format', 'json'];
    const { code, stdout, stderr } = await run(...past);
    expect(code).toBe(0);
    // The export is of the year before.
    expect(stderr).toContain('each is taken as known when it occurred');
    const tried = JSON.parse(stdout) as { firings: unknown[]; sweep: { threshold: number }[] };
    expect(tried).toMatchObject({ days: 3, known_by: 'occurred', rules: [{ rule: 'source-silent', firing_days: 3 }] });
    expect(tried.firings).toMatchObject([{ labels: { source: 'crm' }, to: null, days: 3 }]);
    expect(tried.sweep.map(({ threshold }) => threshold)).toContain(259_200);
  });

  it('records decisions, which then stand on the charts', async () => {
    const told = ['--note', 'Renewals excepted', '--author', 'Dana', '--kind', 'pricing', '--at', '2025-03-01'];
    const decided = await run('decide', 'Prices up 5 %', ...told);
    expect([decided.code, decided.stderr]).toEqual([0, 'Recorded for 2025-03-01T00:00:00+00:00: Prices up 5 %\n']);
    await run('decide', 'Opened in Seoul', '--milestone', '--at', '2025-03-02T09:00:00Z');
    const { rows } = await query(['--query-type', 'annotations', ...RANGE], folder.path);
    expect(rows).toMatchObject([
      { title: 'Opened in Seoul', tags: 'milestone' },
      { title: 'Prices up 5 %', text: 'Renewals excepted – Dana', tags: 'decision,pricing' },
    ]);
    const refused = await run('decide', '');
    expect([refused.code, refused.stderr]).toEqual([2, 'invalid_decision: title must not be empty.\n']);
  });

  it('prints a table, CSV and times with their offset', async () => {
    const table = await run('query', 'win_rate', ...RANGE);
    expect(table.stdout.split('\n').slice(0, 2)).toEqual([
      '  value      low     high   n  low_sample',
      '44.12 %  28.88 %  60.55 %  34  no',
    ]);
    const csv = await run(
      'query',
      'won_value',
      ...RANGE,
      '--interval',
      'quarter',
      '--format',
      'csv',
      '--time-zone',
      'Asia/Seoul',
    );
    expect(csv.stdout.split('\n')[0]).toBe('time,value,low,high,n,low_sample');
    expect(csv.stdout.split('\n')[1]).toMatch(/^2025-01-01T00:00:00\+09:00,\d+,,,\d+,false$/);
  });

  it('lists the catalogue', async () => {
    const { code, stdout } = await run('query', '--query-type', 'definitions', '--format', 'json');
    expect(code).toBe(0);
    const { rows } = JSON.parse(stdout) as { rows: { id: string; definition: string }[] };
    expect(rows.find(({ id }) => id === 'win_rate')?.definition).toContain('won');
  });

  it.each([
    [['query', 'win_ratio'], 'unknown_metric (metric): metric must be one of win_rate, '],
    [
      ['query', 'win_rate', '--by', 'weather'],
      'unknown_dimension (groupBy.0): win_rate cannot be split or filtered by weather; it has rep, ',
    ],
    [['query', 'win_rate', '--set', 'cohort=born'], 'invalid_parameter (parameters.cohort): '],
    [['query', 'win_rate', '--filter', 'team~('], 'invalid_value (filters): '],
    [['query', 'win_rate', '--filter', 'team'], 'invalid_filter: '],
    [['query', 'win_rate', '--from', '2025-02-30'], 'invalid_time: --from must be a date'],
    [['query', 'win_rate', '--from', '2025-02-01', '--to', '2025-01-01'], 'invalid_time_range (range): '],
    [['query', 'win_rate', '--time-zone', 'Mars/Base'], 'unknown_time_zone (timeZone): '],
    [
      ['query', 'win_rate', '--interval', 'hour', '--from', '2020-01-01', '--to', '2025-01-01'],
      'too_many_points (interval): ',
    ],
    [
      ['query', 'win_rate', '--interval', 'minute'],
      "error: option '--interval <interval>' argument 'minute' is invalid.",
    ],
    [['keys', 'create', 'no good'], 'invalid_source: '],
    [['nonsense'], "error: unknown command 'nonsense'"],
  ])('refuses %j with one clear error and code 2', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/SELECT|\bat \S+:\d+/);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('serves: a key, events with a verdict each, and the number they make', async () => {
    const hub = await serve(folder.path);
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
    const key = (await run('keys', 'create', 'telephony')).stdout.trim();
    expect(key).toMatch(/^shk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);

    const call = (id: string, outcome: string) => ({
      id,
      type: 'call.logged',
      occurred_at: '2025-03-03T09:00:00+01:00',
      direction: 'outbound',
      outcome,
      rep: 'Ada Lindqvist',
    });
    const first = await postEvents(hub.url, key, [call('1', 'connected'), call('2', 'busy'), call('3', 'shouted')]);
    expect(first.status).toBe(207);
    expect(first.report).toEqual({
      received: 3,
      accepted: 2,
      duplicates: 0,
      rejected: 1,
      errors: [
        {
          index: 2,
          id: '3',
          code: 'invalid_value',
          path: 'outcome',
          message: 'outcome must be one of connected, no_answer, voicemail, busy, failed.',
        },
      ],
    });
    const second = await postEvents(hub.url, key, [call('2', 'busy'), call('1', 'voicemail')]);
    expect(second).toMatchObject({
      status: 200,
      report: { accepted: 0, duplicates: 2, errors: [{ code: 'id_reused' }] },
    });
    expect((await postEvents(hub.url, `${key}x`, [])).status).toBe(401);

    // Asked while the hub runs: state covers what was acknowledged before.
    expect((await query(['call_connect_rate', ...RANGE], folder.path)).rows).toEqual([
      expect.objectContaining({ value: 0.5, n: 2 }),
    ]);
    const doctor = await run('doctor');
    expect(doctor.stdout).toContain('ok       1 active keys of the ingest API');
    expect(doctor.code).toBe(0);
    expect(await hub.stop()).toBe(0);
  });

  it('takes a key back', async () => {
    const [, id = ''] = /^([0-9a-f]{12}) /m.exec((await run('keys', 'list')).stdout) ?? [];
    expect((await run('keys', 'revoke', id)).code).toBe(0);
    expect((await run('keys', 'revoke', id)).stderr).toContain('unknown_key: ');
  });
});
