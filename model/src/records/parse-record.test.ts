import { RECORD_KINDS } from '../events/fields';
import { parseRecord } from './parse-record';

const BERLIN = 'Europe/Berlin';

describe('a record', () => {
  it.each(RECORD_KINDS)('of the kind %s needs its id alone', (kind) => {
    expect(parseRecord(kind, { id: '1' }, BERLIN)).toEqual({
      ok: true,
      record: { id: '1', milestones: {} },
      stated: {},
    });
    const named = expect.stringContaining('id is required') as string;
    expect(parseRecord(kind, {}, BERLIN)).toEqual({
      ok: false,
      errors: [{ code: 'required', path: 'id', message: named }],
    });
  });

  it('keeps a date as the day of the business, a time as an instant, and an empty field as cleared', () => {
    const body = {
      ...{
        id: '17',
        status: 'won',
        created_at: '2026-03-29',
        closed_at: '2026-04-01T09:30:00+02:00',
        modified_at: null,
      },
      ...{ amount: '10.50', rep: null, loss_reason: null, merged_into: null, deleted: false },
    };
    expect(parseRecord('opportunity', body, BERLIN)).toEqual({
      ok: true,
      record: {
        ...{ id: '17', status: 'won', milestones: {}, mergedInto: null },
        createdAt: { at: Date.parse('2026-03-28T23:00:00Z'), until: Date.parse('2026-03-29T22:00:00Z') },
        closedAt: { at: Date.parse('2026-04-01T07:30:00Z') },
      },
      stated: { amount: '10.5', rep: null, loss_reason: null },
    });
  });

  it('knows when a ticket was first answered', () => {
    const body = { id: '17', first_replied_at: '2026-03-01', priority: 'high' };
    expect(parseRecord('ticket', body, 'UTC')).toMatchObject({
      record: { milestones: { first_replied_at: { at: Date.parse('2026-03-01T00:00:00Z') } } },
      stated: { priority: 'high' },
    });
  });

  it.each([
    [{ id: '1', status: 'Closed Won' }, 'invalid_value', 'status must be one of open, won, lost.'],
    [{ id: '1', created_at: '31.01.2026' }, 'invalid_time', 'created_at is neither a date such as 2026-01-31'],
    [
      { id: '1', colour: 'red' },
      'unknown_field',
      'colour is not a field of a record of the kind opportunity; it has id,',
    ],
    [{ id: '1', amount: 'much' }, 'invalid_decimal', 'amount is not a decimal number'],
    ['1', 'not_an_object', 'A record is a JSON object.'],
  ])('%j is refused', (body, code, message) => {
    const parsed = parseRecord('opportunity', body, BERLIN);
    expect(parsed).toMatchObject({ ok: false, errors: [{ code }] });
    expect(parsed.ok ? '' : parsed.errors[0].message).toContain(message);
  });
});
