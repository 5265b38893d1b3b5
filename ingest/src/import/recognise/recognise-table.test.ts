import { join } from 'node:path';
import { withFolder } from '../../testing/with-folder';
import { loadMapping } from '../load-mapping';
import { recogniseTable } from './recognise-table';
import { suggestNumbers } from './suggest-numbers';
import { suggestTimeFormat } from './suggest-time-format';

const recognise = (...lines: readonly string[]) =>
  withFolder({ 'table.csv': lines.join('\n') }, (folder) => recogniseTable(join(folder, 'table.csv')));

describe('a table without a mapping', () => {
  it('of a CRM that calls the stage Closed Won has its status from the stage', async () => {
    const { name, source, mapping, remarks } = await recognise(
      'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date,Opportunity Owner',
      '006A,x,Acme,Closed Won,1200.00,2/13/2026,1/5/2026,Ada',
      '006B,y,Beta,closed won,900,2/3/2026,1/7/2026,Ben',
      '006C,z,Beta,Negotiation/Review,700,12/3/2026,1/17/2026,Ben',
    );
    expect([name, source]).toEqual(['opportunities', 'crm']);
    expect(mapping).toMatchObject({
      records: 'opportunity',
      id: '{Opportunity ID}',
      fields: {
        created_at: { column: 'Created Date', format: 'M/d/yyyy' },
        closed_at: { column: 'Close Date', format: 'M/d/yyyy' },
        expected_close: { column: 'Close Date', format: 'M/d/yyyy' },
        status: { column: 'Stage', values: { 'Closed Won': 'won', 'Negotiation/Review': 'open' } },
        stage: { column: 'Stage' },
        rep: { column: 'Opportunity Owner' },
      },
    });
    expect(remarks).toEqual([
      'Stages that are taken for open: Negotiation/Review.',
      'Columns that are not read: Opportunity Name.',
    ]);
  });

  it('in Korean is read by its Korean headers and words', async () => {
    const { mapping } = await recognise(
      '번호,고객사,담당자,등록일,종료일,상태,금액',
      'K1,서울전자,김영희,2026-01-02,2026-02-03,수주,1200000',
      'K2,부산상사,이철수,2026-01-05,,진행중,500000',
    );
    expect(mapping).toMatchObject({
      id: '{번호}',
      fields: {
        status: { column: '상태', values: { 수주: 'won', 진행중: 'open' } },
        amount: { column: '금액' },
        account: { column: '고객사' },
        closed_at: { column: '종료일', format: 'yyyy-MM-dd' },
      },
    });
  });

  it('whose columns have the name of their table before them is read without it', async () => {
    const { mapping } = await recognise(
      'Deal - ID,Deal - Status,Deal - Value,Deal - Owner,Deal - Deal created',
      '1,Won,"1.200,00",Ada,05.01.2026 10:00',
    );
    expect(mapping).toMatchObject({
      numbers: { decimal: ',', thousands: '.' },
      id: '{Deal - ID}',
      fields: {
        created_at: { column: 'Deal - Deal created', format: 'dd.MM.yyyy HH:mm' },
        amount: { column: 'Deal - Value' },
      },
    });
  });

  it.each([
    [
      'calls',
      'telephony',
      'Call ID,Start Time,Direction,Outcome,Duration,Agent',
      '1,2026-01-05 10:00,Outgoing,Answered,65,Ada',
    ],
    ['leads', 'crm', 'Lead ID,Created,Status,Lead Source,Owner', '1,2026-01-15,New,Web,Ada'],
    ['tickets', 'helpdesk', 'Ticket ID,Created,Resolved,Priority,Status', '1,2026-01-15,2026-01-16,high,Closed'],
    ['subscriptions', 'billing', 'Subscription,Account,MRR,Started,Cancelled', '1,Acme,100,2026-01-15,'],
    ['survey answers', 'surveys', 'Response ID,Submitted,Score,Email', '1,2026-01-15,9,a@example.com'],
    ['e-mails', 'mail', 'Message ID,Sent,To,Opened', '1,2026-01-15 10:00,a@example.com,2026-01-16 11:00'],
    ['meetings', 'calendar', 'Meeting ID,Start,Status', '1,2026-01-15 10:00,Completed'],
    ['reviews', 'reviews', 'Review ID,Posted,Stars,Site', '1,2026-01-15,5,G2'],
  ])('of %s comes from %s', async (name, source, header, row) => {
    const recognised = await recognise(header, row);
    expect(recognised).toMatchObject({ name, source });
    // The mapping is one that can be loaded.
    const text = JSON.stringify(recognised.mapping);
    await withFolder({ 'mapping.yaml': text }, (folder) => loadMapping(join(folder, 'mapping.yaml')));
  });

  it('of meetings becomes the event that its status says', async () => {
    const { mapping } = await recognise(
      'Meeting ID,Start,Status',
      '1,2026-01-15 10:00,Completed',
      '2,2026-01-16 10:00,No show',
      '3,2026-12-16 10:00,Planned',
    );
    const event = (type: string, words: string[]) => ({
      ...{ type, when: { Status: { in: words } }, id: '{Meeting ID}' },
      occurred_at: { column: 'Start', format: 'yyyy-MM-dd HH:mm' },
      fields: { meeting: { column: 'Meeting ID' } },
    });
    expect(mapping).toEqual({
      version: 1,
      ignore: { when: { Status: { in: ['Planned'] } } },
      events: [event('meeting.held', ['Completed']), event('meeting.no_show', ['No show'])],
    });
  });

  it('of e-mails has an event for each time that it states', async () => {
    const { mapping } = await recognise(
      'Message ID,Sent,Opened,Replied',
      '1,2026-01-15 10:00,2026-01-16 11:00,',
      '2,2026-01-15 10:00,,2026-01-17 11:00',
    );
    expect(mapping).toMatchObject({
      events: [
        { type: 'email.sent', id: '{Message ID}', fields: { message: { column: 'Message ID' } } },
        { type: 'email.opened', when: { Opened: { not_empty: true } }, id: '{Message ID}:email.opened' },
        { type: 'email.replied', occurred_at: { column: 'Replied', format: 'yyyy-MM-dd HH:mm' } },
      ],
    });
  });

  it('names the words and cells that it does not understand', async () => {
    const { remarks } = await recognise(
      'Id,Created,Closed,Status,Amount',
      ...Array.from({ length: 12 }, (_, index) => `${index},2026-01-${index + 11},2026-02-${index + 11},Won,100`),
      '90,2026-01-13,2026-02-31,Verhandlung,100',
    );
    expect(remarks[0]).toBe('Cells of Closed that are no date in yyyy-MM-dd, whose rows are refused: 2026-02-31.');
    expect(remarks[1]).toContain('whose rows are refused: Verhandlung. status may be won, lost, open.');
  });

  it.each([
    ['ambiguous_dates', 'Id,Created,Status,Amount', '1,03/02/2026,Won,100', 'can be read as d/M/yyyy and as M/d/yyyy'],
    ['ambiguous_numbers', 'Id,Created,Status,Amount', '1,2026-01-05,Won,12.650', 'can be read in two ways'],
    ['not_recognised', 'account,sector,revenue', 'Acme,retail,100', 'Write a mapping'],
  ])('is refused as %s', async (code, header, row, message) => {
    await expect(recognise(header, row)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('takes the order of day and month from its other dates', async () => {
    const { mapping } = await recognise('Id,Created,Closed,Status,Amount', '1,03/02/2026,25/02/2026,Won,100');
    expect(mapping).toMatchObject({
      fields: { created_at: { format: 'd/M/yyyy' }, closed_at: { format: 'd/M/yyyy' } },
    });
  });
});

it.each([
  [['2026-01-31', ''], 'yyyy-MM-dd'],
  [['31.01.2026', '1.2.2026'], 'd.M.yyyy'],
  [['1/31/2026 3:05 PM'], 'M/d/yyyy h:mm a'],
  [['2026-01-31T09:30:00Z'], 'rfc3339'],
  [['1769850000'], 'unix_seconds'],
  [['31 Jan 2026'], 'd MMM yyyy'],
])('finds the format of %j', (cells, format) => {
  expect(suggestTimeFormat(cells)).toEqual({ kind: 'certain', format, odd: [] });
});

it('finds no format where there is none, or no cell', () => {
  expect(suggestTimeFormat(['soon', 'later'])).toEqual({ kind: 'none' });
  expect(suggestTimeFormat(['', ' '])).toEqual({ kind: 'none' });
});

it.each([
  [['1200', '-3'], { decimal: '.' }],
  [['1,200.50'], { decimal: '.', thousands: ',' }],
  [['1.200,50', '3'], { decimal: ',', thousands: '.' }],
  [['12,5'], { decimal: ',' }],
])('finds how %j are written', (cells, format) => {
  expect(suggestNumbers(cells)).toEqual({ kind: 'certain', format });
});
