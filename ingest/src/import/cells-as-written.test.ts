import { MappingError } from '.';
import { importText } from './testing/import-text';

const mapping = (fields: string, more = '') => `version: 1
numbers: { decimal: '.', thousands: ',' }
${more}
events:
  - type: opportunity.created
    id: '{Id}:created'
    occurred_at: { column: Created, format: auto }
    fields:
      opportunity: { column: Id }
${fields}
`;

describe('cells as people write them', () => {
  it('say their currency with their amount, and not two', async () => {
    const { events, report } = await importText(
      'Id,Created,Amount,Currency\n1,2025-01-15,"€1,200.00",\n2,2025-01-15,(5),\n3,2025-01-15,USD 7,EUR\n4,2025-01-15,7 EUR,EUR\n',
      mapping('      amount: { column: Amount }\n      currency: { column: Currency }'),
    );
    expect(events.map((event) => ('amount' in event ? event.amount : undefined))).toEqual(['1200', '-5', '7']);
    expect(report.refused).toMatchObject([
      {
        code: 'contradicting_currency',
        message: 'amount: the row says EUR and USD, which cannot both be its currency.',
      },
    ]);
  });

  it('have one format over the whole column, or stop the import', async () => {
    const amounts = mapping('      amount: { column: Amount }');
    const { events } = await importText('Id,Created,Amount\n1,03/02/2025,1\n2,25/02/2025,1\n', amounts);
    expect(events.map(({ occurred_at }) => new Date(occurred_at).toISOString().slice(0, 10))).toEqual([
      '2025-02-03',
      '2025-02-25',
    ]);
    const ambiguous = importText('Id,Created,Amount\n1,03/02/2025,1\n', amounts);
    await expect(ambiguous).rejects.toMatchObject({ code: 'ambiguous_dates' });
    const unknown = importText('Id,Created,Amount\n1,soon,1\n', amounts);
    await expect(unknown).rejects.toMatchObject({ code: 'unknown_dates' });
  });

  it('are put together by templates, and put off by days', async () => {
    const { events } = await importText(
      'Id,Created,First,Last,Y,M,D,Days\n1,2025-01-15,Ada,Lovelace,2025,3,4,30\n2,2025-01-15,,,2025,3,4,\n',
      mapping(
        "      rep: { template: '{First} {Last}' }\n" +
          "      expected_close: { template: '{Y}-{M}-{D}', format: yyyy-M-d, plus_days: { column: Days } }",
      ),
    );
    expect(events).toMatchObject([
      { rep: 'Ada Lovelace', expected_close: '2025-04-03' },
      { expected_close: '2025-03-04' },
    ]);
    expect(events[1]).not.toHaveProperty('rep');
  });

  it('suggest a format where the mapping names none', async () => {
    const { report } = await importText(
      'Id,Created,Close\n1,2025-01-15,31.12.2025\n',
      mapping('      expected_close: { column: Close }'),
    );
    expect(report.refused[0]?.message).toContain(
      'not a date written as yyyy-MM-dd (it reads with format: "dd.MM.yyyy")',
    );
  });

  it('are distinguished by their row where there is no id', async () => {
    const calls = `version: 1
events:
  - type: call.logged
    id: 'call-{#row}-{#hash}'
    occurred_at: { column: At, format: yyyy-MM-dd HH:mm }
    fields:
      direction: { value: outbound }
      outcome: { value: connected }
      duration_s: { column: Took, unit: minutes }
`;
    const table = 'At,Took\n2025-01-15 10:00,2:14\n2025-01-15 10:00,2:14\n2025-01-15 11:00,3\n';
    const { events, report, store } = await importText(table, calls);
    expect(events).toMatchObject([{ duration_s: 134 }, { duration_s: 134 }, { duration_s: 180 }]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
    expect(report.emptyCells).toEqual([]);
    const byHash = await importText(table, calls.replace('-{#row}', ''), { store });
    expect(byHash.report).toMatchObject({ accepted: 2, duplicates: 1 });
  });

  it.each([
    ['a fixed time without an offset', "occurred_at: { value: '2025-01-15' }", 'events[0].occurred_at.value'],
    [
      'braces in a fixed text',
      "occurred_at: { column: A }\n    fields: { reason: { value: '{Id}:won' } }",
      'events[0].fields.reason.value',
    ],
    ['a template beside a column', "occurred_at: { column: A, template: '{B}' }", 'events[0].occurred_at.column'],
    ['a template without columns', 'occurred_at: { template: B }', 'events[0].occurred_at.template'],
    ['a unit of what is no duration', 'occurred_at: { column: A, unit: minutes }', 'events[0].occurred_at.unit'],
    ['auto for a template', "occurred_at: { template: '{B}', format: auto }", 'events[0].occurred_at.format'],
  ])('find %s in the mapping', async (_what, given, path) => {
    const text = `version: 1\nevents:\n  - type: lead.qualified\n    id: '{Id}'\n    ${given}\nshared_fields: { lead: { column: Id } }\n`;
    const wrong = importText('Id,A,B\n', text);
    await expect(wrong).rejects.toBeInstanceOf(MappingError);
    await expect(wrong).rejects.toMatchObject({ path });
  });

  it('name the event that is taken back', async () => {
    const { events } = await importText(
      'Id,Deleted\nX-2,2025-03-01\n',
      "version: 1\nevents:\n  - { type: event.retracted, id: '{Id}:del', occurred_at: { column: Deleted, format: yyyy-MM-dd }, fields: { target: { template: '{Id}:won' } } }\n",
    );
    expect(events).toMatchObject([{ target: 'X-2:won' }]);
  });
});
