import { importText } from './testing/import-text';

/** A mapping of one event a row; `extra` goes on at the level of an event's fields. */
const mapping = (extra = '', head = '') => `version: 1
${head}
events:
  - type: opportunity.created
    id: '{deal}:created'
    occurred_at: { column: opened, format: yyyy-MM-dd }
    fields:
      opportunity: { column: deal }
      ${extra}
`;

describe('fields', () => {
  it('renames columns, gives fixed values and maps values; what is not in a map stays, what is mapped to null goes', async () => {
    const { events } = await importText(
      'deal,opened,article\n1,2025-01-01,A\n2,2025-01-01,B\n3,2025-01-01,none\n4,2025-01-01, a\n',
      mapping('product: { column: article, values: { A: Alpha, none: null } }\n      stage: { value: New }'),
    );
    expect(events).toMatchObject([
      { opportunity: '1', stage: 'New', product: 'Alpha' },
      { opportunity: '2', stage: 'New', product: 'B' },
      { opportunity: '3', stage: 'New' },
      { opportunity: '4', stage: 'New', product: 'Alpha' },
    ]);
    expect(events[2]).not.toHaveProperty('product');
  });

  it('finds a cell in a value map to the letter where the map is exact', async () => {
    const { events } = await importText(
      'deal,opened,article\n1,2025-01-01,a\n2,2025-01-01,A\n3,2025-01-01,A \n',
      mapping('product: { column: article, exact: true, values: { A: Alpha, a: Small } }'),
    );
    expect(events.map((event) => event.product)).toEqual(['Small', 'Alpha', 'A ']);
  });

  it('finds a cell in a value map as it is written: 01 is not 1', async () => {
    const { events } = await importText(
      'deal,opened,article\n1,2025-01-01,01\n2,2025-01-01,1\n',
      mapping('product: { column: article, values: { 01: First } }'),
    );
    expect(events.map((event) => event.product)).toEqual(['First', '1']);
  });

  it('leaves a field out where its cell is empty', async () => {
    const { events, report } = await importText(
      'deal,opened,customer\n1,2025-01-01,\n2,2025-01-01,  \n',
      mapping('account: { column: customer }'),
    );
    expect(events.map((event) => 'account' in event)).toEqual([false, false]);
    expect(report.emptyCells).toEqual([{ column: 'customer', count: 2 }]);
  });

  it('takes a date without a time as midnight in the mapping’s time zone, else in the business time zone', async () => {
    const table = 'deal,opened\n1,2025-07-01\n';
    const { events: own } = await importText(table, mapping('', 'time_zone: Asia/Seoul'), {
      timeZone: 'Europe/Berlin',
    });
    const { events: business } = await importText(table, mapping(), { timeZone: 'Europe/Berlin' });
    expect(own[0]?.occurred_at).toBe(Date.UTC(2025, 5, 30, 15));
    expect(business[0]?.occurred_at).toBe(Date.UTC(2025, 5, 30, 22));
  });

  it('reads numbers, dates, times, flags, lists and items as the fields need them', async () => {
    const { events, report } = await importText(
      'id;at;opened;at2;yes;words;pieces;total\n1;2025-01-01T10:00:00Z;02.01.2025;3/1/25 1:00 PM;TRUE;a, b,,c;1.200;1.234,5\n',
      `version: 1
delimiter: ';'
numbers: { decimal: ',', thousands: '.' }
shared_fields: { tags: { column: words, split: ',', values: { a: first } } }
events:
  - type: opportunity.created
    id: '{id}:created'
    occurred_at: { column: at }
    fields:
      opportunity: { column: id }
      amount: { column: total }
      expected_close: { column: opened, format: dd.MM.yyyy }
  - type: email.opened
    id: '{id}:opened'
    occurred_at: { column: at2, format: M/d/yy h:mm a, time_zone: Europe/Berlin }
    fields: { message: { column: id }, machine: { column: yes } }
  - type: order.placed
    id: '{id}:order'
    occurred_at: { column: at }
    fields: { order: { column: id }, account: { value: Acme } }
    items: [{ product: { value: P }, quantity: { column: pieces }, amount: { column: total } }]
`,
    );
    expect(report.refused).toEqual([]);
    expect(events).toEqual([
      expect.objectContaining({ amount: '1234.5', expected_close: '2025-01-02', tags: ['first', 'b', 'c'] }),
      expect.objectContaining({ machine: true, occurred_at: Date.UTC(2025, 2, 1, 12) }),
      expect.objectContaining({ items: [{ product: 'P', quantity: 1200, amount: '1234.5' }] }),
    ]);
  });
});

describe('look-ups', () => {
  const reps = 'name,team,office\nAnna,North,\nBert,South,Rome\n';
  const head = 'lookups: { reps: { file: reps.csv, key: name } }';
  const team = 'team: { lookup: reps, by: agent, column: team }';

  it('takes values from the row of a second file', async () => {
    const { events } = await importText(
      'deal,opened,agent\n1,2025-01-01,Bert\n2,2025-01-01,Anna\n3,2025-01-01,\n',
      mapping(`${team}\n      region: { lookup: reps, by: agent, column: office, values: { Rome: Italy } }`, head),
      { files: { 'reps.csv': reps } },
    );
    expect(events.map((event) => [event.team, event.region])).toEqual([
      ['South', 'Italy'],
      ['North', undefined],
      [undefined, undefined],
    ]);
  });

  it('refuses a row whose key is not there, unless the mapping says that it may be missing', async () => {
    const table = 'deal,opened,agent\n1,2025-01-01,Carla\n';
    const files = { 'reps.csv': reps };
    const refused = await importText(table, mapping(team, head), { files });
    expect(refused.report.refused).toEqual([
      {
        code: 'lookup_missing',
        place: 'opportunity.created.team',
        message: 'opportunity.created.team: reps.csv has no row with name "Carla".',
        count: 1,
        lines: [2],
      },
    ]);
    const loose = await importText(table, mapping(team.replace(' }', ', missing: empty }'), head), { files });
    expect(loose.report.rowsImported).toBe(1);
    expect(loose.events[0]).not.toHaveProperty('team');
  });
});

describe('conditions', () => {
  const won = (when: string) => mapping().replace('    id:', `    when: ${when}\n    id:`);
  const table = 'deal,opened,state\n1,2025-01-01,Won\n2,2025-01-01,Lost\n3,2025-01-01,\n4,2025-01-01, won\n';

  it.each([
    ['{ state: { is: Won } }', ['1', '4'], ['unknown_value', 'no_event']],
    ['{ state: { is: Won, exact: true } }', ['1'], ['unknown_value', 'no_event']],
    ['{ state: { in: [WON, lost] } }', ['1', '2', '4'], ['no_event']],
    ['{ state: { not_in: [Won, Lost] } }', ['3'], ['no_event']],
    ['{ state: { not_in: [Won, Lost], exact: true } }', ['3', '4'], ['no_event']],
    ['{ state: { empty: true } }', ['3'], ['no_event']],
    ['{ state: { not_empty: true } }', ['1', '2', '4'], ['no_event']],
    ['{ state: { not_empty: true, not_in: [Won] }, deal: { in: ["1", "2", "3", "4"] } }', ['2'], ['no_event']],
  ])('%s', async (when, expected, refused) => {
    const { events, report } = await importText(table, won(when));
    expect(events.map((event) => event.opportunity)).toEqual(expected);
    expect(report.refused.map(({ code }) => code)).toEqual(refused);
    expect(report.rowsRefused).toBe(4 - expected.length);
  });

  it('counts rows that the mapping says to ignore, and refuses those that nothing applies to', async () => {
    const { report, rejected } = await importText(
      table,
      won('{ state: { is: Won } }').replace('events:', 'ignore: { when: { state: { in: [lost] } } }\nevents:'),
    );
    expect(report).toMatchObject({ rows: 4, rowsImported: 2, rowsIgnored: 1, rowsRefused: 1 });
    expect(rejected).toBe(
      'line,code,reason,table,deal,opened,state\n' +
        '4,no_event,"No event of the mapping applies to this row, and the mapping does not say to ignore it.",table.csv,3,2025-01-01,\n',
    );
  });
});

describe('refusals', () => {
  it.each([
    ['1,', 'no_date', 'opportunity.created has no date: column "opened" is empty.'],
    [',2025-01-01', 'no_id', 'opportunity.created has no id: column "deal" is empty.'],
    ['1,2025-01-01,x', 'wrong_column_count', 'Cells in the row: 3; columns in the header: 2.'],
    [
      '1,2025-02-30',
      'invalid_time',
      'opportunity.created.occurred_at: column "opened" is "2025-02-30", not a time written as yyyy-MM-dd.',
    ],
    ['1,1999-01-01', 'too_early', 'opportunity.created: occurred_at is before the year 2000 (column "opened").'],
    ['1,2026-02-01', 'too_late', /^opportunity.created: occurred_at is more than 24 hours in the future/],
    [`${'9'.repeat(121)},2025-01-01`, 'too_long', 'opportunity.created: id must have at most 128 characters.'],
  ])('%s: %s', async (row, code, message) => {
    const { report, events } = await importText(`deal,opened\n${row}\n`, mapping());
    expect(report.refused).toEqual([
      {
        code,
        place: expect.any(String) as string,
        message: typeof message === 'string' ? message : expect.stringMatching(message),
        count: 1,
        lines: [2],
      },
    ]);
    expect(events).toEqual([]);
  });

  it.each([
    [
      'amount: { column: x }',
      '1,5',
      'invalid_number',
      /is "1,5", not a number with decimal sign "\." and no thousands/,
    ],
    ['amount: { column: x }', '1.234', 'invalid_decimal', /amount is not a decimal number .*\(column "x"\)\.$/],
    ['expected_close: { column: x }', '1.1.25', 'invalid_date', /not a date written as yyyy-MM-dd/],
    [
      'amount: { value: 5 }\n      currency: { column: x }',
      'USD',
      'currency_not_convertible',
      /currency is USD.*\(column "x"\)\.$/,
    ],
  ])('%s of %s: %s', async (field, cell, code, message) => {
    const { report } = await importText(`deal,opened,x\n1,2025-01-01,"${cell}"\n`, mapping(field));
    expect(report.refused).toMatchObject([
      { code, message: expect.stringMatching(message) as string, count: 1, lines: [2] },
    ]);
  });

  it('are counted together by code and place, with the first of them as the example', async () => {
    const { report } = await importText('deal,opened\n1,soon\n2,later\n,2025-01-01\n', mapping());
    expect(report.refused).toMatchObject([
      { code: 'invalid_time', message: expect.stringContaining('"soon"') as string, count: 2, lines: [2, 3] },
      { code: 'no_id', count: 1, lines: [4] },
    ]);
  });

  it('wants true or false for a flag', async () => {
    const { report } = await importText(
      'id,at,robot\n1,2025-01-01T00:00:00Z,yes\n',
      `version: 1
events:
  - type: email.opened
    id: '{id}'
    occurred_at: { column: at }
    fields: { message: { column: id }, machine: { column: robot } }
`,
    );
    expect(report.refused[0]).toMatchObject({
      code: 'invalid_flag',
      message: /is "yes", neither true nor false/ as never,
    });
  });

  it('refuses a row as a whole where one of its events is refused, and two events of one id', async () => {
    const closing = `  - type: opportunity.lost
    id: '{end}'
    occurred_at: { column: closed, format: yyyy-MM-dd }
    fields: { opportunity: { column: deal } }
`;
    const { events, report } = await importText(
      'deal,opened,end,closed\n1,2025-01-01,1:lost,2025-02-01\n2,2025-01-01,2:lost,soon\n3,2025-01-01,3:created,2025-02-01\n',
      mapping() + closing,
    );
    expect(events.map((event) => event.id)).toEqual(['1:created', '1:lost']);
    expect(report.refused.map(({ code, lines }) => [code, ...lines])).toEqual([
      ['invalid_time', 3],
      ['duplicate_id', 4],
    ]);
  });
});
