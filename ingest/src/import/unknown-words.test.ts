import { importText } from './testing/import-text';

const HEAD = 'Id,Account,Owner,Created,Closed,Status,Amount\n';
const row = (id: string, status: string) => `${id},A,Rep,2025-01-02,2025-02-03,${status},100\n`;

const MAPPING = `version: 1
shared_fields:
  opportunity: { column: Id }
events:
  - type: opportunity.created
    id: '{Id}:created'
    occurred_at: { column: Created, format: yyyy-MM-dd }
  - type: opportunity.won
    when: { Status: { is: Won } }
    id: '{Id}:won'
    occurred_at: { column: Closed, format: yyyy-MM-dd }
    fields: { amount: { column: Amount } }
`;

/** Five deals that were won; their status is typed by hand. */
const STATUSES = ['Won', 'won', 'Won ', 'Closed Won', '수주'];
const TABLE = HEAD + STATUSES.map((status, index) => row(`ST-${index + 1}`, status)).join('');

const wonValue = (events: Awaited<ReturnType<typeof importText>>['events']) =>
  events.reduce((sum, event) => sum + (event.type === 'opportunity.won' ? Number(event.amount) : 0), 0);

describe('words that no condition names', () => {
  it('refuse their rows and are listed with their column', async () => {
    const { events, report, rejected } = await importText(TABLE, MAPPING);
    expect(wonValue(events)).toBe(300);
    expect(events).toHaveLength(6);
    expect(report).toMatchObject({ rowsImported: 3, rowsRefused: 2 });
    expect(report.refused).toEqual([
      {
        code: 'unknown_value',
        place: 'Status',
        message:
          'Column "Status" is "Closed Won", which no condition of the mapping names. Name it in a condition, or in ' +
          'known_values where it means that nothing further happens.',
        count: 2,
        lines: [5, 6],
        words: [
          { word: 'Closed Won', count: 1 },
          { word: '수주', count: 1 },
        ],
      },
    ]);
    expect(rejected?.match(/^\d+,\w+/gm)).toEqual(['5,unknown_value', '6,unknown_value']);
  });

  it('are won deals once the condition names them, in whichever form Unicode writes them', async () => {
    const named = MAPPING.replace('is: Won', `in: [Won, closed won, ${'수주'.normalize('NFD')}]`);
    const { events, report } = await importText(TABLE, named);
    expect(wonValue(events)).toBe(500);
    expect(report.rowsRefused).toBe(0);
  });

  it('mean that nothing further happens where known_values has them, and may be left empty', async () => {
    const table = HEAD + row('1', 'Won') + row('2', ' open') + row('3', '') + row('4', '  ');
    const { events, report } = await importText(table, `${MAPPING}known_values: { Status: [Open, In progress] }\n`);
    expect(report).toMatchObject({ rowsImported: 4, rowsRefused: 0 });
    expect(events.map(({ id }) => id)).toEqual(['1:created', '1:won', '2:created', '3:created', '4:created']);
  });

  it('may be named by any event, and by what the mapping ignores', async () => {
    const lost = `  - type: opportunity.lost
    when: { Status: { in: [Lost] } }
    id: '{Id}:lost'
    occurred_at: { column: Closed, format: yyyy-MM-dd }
ignore: { when: { Status: { is: Test }, Id: { is: '3' } } }
`;
    const table = HEAD + row('1', 'lost') + row('2', 'Test') + row('3', 'Test');
    const { report } = await importText(table, MAPPING + lost);
    expect(report).toMatchObject({ rowsImported: 2, rowsIgnored: 1, rowsRefused: 0 });
  });

  it('are counted by word, the most frequent first, in the spelling of the first', async () => {
    const words = ['Gewonnen', 'Offen', 'OFFEN', ' offen '];
    const { report } = await importText(HEAD + words.map((word, index) => row(`${index}`, word)).join(''), MAPPING);
    expect(report.refused[0]?.words).toEqual([
      { word: 'Offen', count: 3 },
      { word: 'Gewonnen', count: 1 },
    ]);
  });

  it('are listed up to a hundred: more are no enumeration', async () => {
    const rows = Array.from({ length: 150 }, (_, index) => row(`${index}`, `word ${index}`));
    const { report } = await importText(HEAD + rows.join(''), MAPPING);
    expect(report.refused[0]).toMatchObject({ count: 150, lines: [2, 3, 4, 5, 6] });
    expect(report.refused[0]?.words).toHaveLength(100);
  });
});

describe('columns of which any word may be there', () => {
  const other = (when: string) => `  - type: opportunity.changed
    when: ${when}
    id: '{Id}:stage'
    occurred_at: { column: Created, format: yyyy-MM-dd }
    fields: { stage: { column: Status } }
`;

  it.each([
    ['that only not_in, empty or not_empty test', '{ Owner: { not_in: [X] }, Account: { not_empty: true } }', 'Won'],
    ['of which an event takes all other words', '{ Status: { not_in: [Won] } }', 'Negotiation'],
  ])('are those %s', async (_name, when, status) => {
    const { report } = await importText(HEAD + row('1', status), MAPPING + other(when));
    expect(report).toMatchObject({ rowsImported: 1, rowsRefused: 0, events: 2 + Number(status === 'Won') });
  });

  it('are those that only ignore tests', async () => {
    const ignore = 'ignore: { when: { Account: { is: Test } } }\n';
    const { report } = await importText(HEAD + row('1', 'Won'), MAPPING + ignore);
    expect(report).toMatchObject({ rowsImported: 1, rowsRefused: 0 });
  });
});
