import {
  HISTORY_END,
  SETUP,
  STREAMS,
  accountsOf,
  historyStart,
  thingsOf,
  type CompanySize,
  type Stream,
} from './company';

/** An INSERT that makes some of the company's events, with its parameters. */
export interface EventInsert {
  query: string;
  parameters: Record<string, unknown>;
}

/** Few enough for the memory of one insert, and close enough in time to touch few months. */
const THINGS_AT_ONCE = 100_000;

/** The inserts that make the company's events, each a commit of its own. */
export function eventInserts(size: CompanySize): EventInsert[] {
  const things = (name: string) =>
    STREAMS.filter((stream) => stream.name === name).map((s) => thingsOf(s, size))[0] ?? 1;
  const shared = {
    start: historyStart(size),
    end: HISTORY_END,
    accounts: accountsOf(size),
    leads: things('lead'),
    calls: things('call'),
    visitors: Math.ceil(things('visit') / 8),
  };
  const inserts: EventInsert[] = SETUP.map(({ name, count, columns }) => ({
    query: insertSql(
      { source: 'crm', ...columns },
      `SELECT number AS i, fromUnixTimestamp64Milli({start:Int64}, 'UTC') AS at, at AS occurred_at, 1 AS k FROM numbers(${count(size)})`,
      name,
    ),
    parameters: shared,
  }));
  for (const stream of STREAMS) {
    const count = thingsOf(stream, size);
    for (let first = 0; first < count; first += THINGS_AT_ONCE) {
      inserts.push({
        query: streamSql(stream),
        parameters: { ...shared, first, some: Math.min(THINGS_AT_ONCE, count - first), count },
      });
    }
  }
  return inserts.map((insert, index) => ({
    ...insert,
    // Numbers of the time before any hub ran, so that what is written later is newer.
    parameters: { ...insert.parameters, commit: index + 1 },
  }));
}

function streamSql({ name, source, columns, steps }: Stream): string {
  const own = new Set(steps.flatMap((step) => Object.keys(step.columns ?? {})));
  const stepColumns = [...own].map((column): [string, string] => {
    const otherwise = columns[column] ?? UNSTATED[column] ?? "''";
    const cases = steps.flatMap((step, index) =>
      step.columns?.[column] === undefined ? [] : [`k = ${index + 1}, ${step.columns[column]}`],
    );
    return [
      column,
      steps.length === 1 ? (steps[0]?.columns?.[column] ?? otherwise) : `multiIf(${cases.join(', ')}, ${otherwise})`,
    ];
  });
  const type = `[${steps.map((step) => `'${step.type}'`).join(', ')}][k]`;
  const taken = steps.map(
    ({ after = '0', when = '1' }, index) =>
      `if(${when}, [(${index + 1}, at + toIntervalMillisecond(toUInt64(1000 * (${after}))))], [])`,
  );
  return insertSql(
    { source, ...columns, ...Object.fromEntries(stepColumns), type },
    `SELECT i, at, arrayJoin(arrayFilter(s -> s.2 < fromUnixTimestamp64Milli({end:Int64}, 'UTC'), arrayConcat(
      ${taken.join(',\n      ')}))) AS step, step.1 AS k, step.2 AS occurred_at
    FROM (
      SELECT {first:UInt64} + number AS i, fromUnixTimestamp64Milli(toInt64({start:Int64}
        + ({end:Int64} - {start:Int64}) * ((i + cityHash64(i, 'at') % 1000 / 1000) / {count:UInt64})), 'UTC') AS at
      FROM numbers({some:UInt64})
    )`,
    name,
  );
}

/** What a step says that does not state the column; the others are texts. */
const UNSTATED: Record<string, string> = {
  amount: 'NULL',
  mrr: 'NULL',
  expected_close: 'NULL',
  starts_at: 'NULL',
  machine: '0',
};

function insertSql(columns: Record<string, string>, from: string, name: string): string {
  const { source, ...stated } = columns;
  const all: Record<string, string> = {
    source: `'${source}'`,
    namespace: `'${source}'`,
    id: `concat('${name}-', toString(i), '-', toString(k))`,
    occurred_at: 'occurred_at',
    received_at: 'occurred_at + toIntervalSecond(5)',
    commit: '{commit:UInt64}',
    version: '-toInt64({commit:UInt64})',
    id_hash: `reinterpretAsUInt64(substring(MD5(concat('${source}', '\\0', id)), 1, 8))`,
    body_hash: 'cityHash64(id)',
    ...stated,
  };
  const names = Object.keys(all);
  return `INSERT INTO events (${names.join(', ')})
SELECT ${names.map((column) => `${all[column]} AS ${column}`).join(',\n  ')}
FROM (
    ${from}
)`;
}
