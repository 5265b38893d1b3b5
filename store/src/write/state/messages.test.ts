import { openHistoryStore, said, type HistoryStore } from '../testing/histories';

const MESSAGES = `SELECT toDayOfMonth(sent_at) AS sent, thread, direction, contact, rep,
  toDayOfMonth(opened_at) AS opened, toDayOfMonth(replied_at) AS replied
FROM messages FINAL WHERE effective = 1 AND namespace = {namespace:String}`;

describe('messages', () => {
  let store: HistoryStore;
  beforeAll(async () => {
    store = await openHistoryStore();
  });
  afterAll(async () => store.remove());

  const message = { message: 'm' };

  it('are what their first sent event says, outbound unless it says otherwise', async () => {
    const rows = await store.stateOf(
      [
        said('email.sent', 2, { ...message, thread: 't', contact: 'c', rep: null }),
        said('email.sent', 3, { ...message, direction: 'inbound', contact: 'd', rep: 'Ben' }),
        said('email.replied', 5, { ...message, contact: 'e' }),
        said('email.replied', 4, message),
      ],
      MESSAGES,
    );
    const first = { sent: 2, thread: 't', direction: 'outbound', contact: 'c', rep: '' };
    expect(rows).toEqual([{ ...first, opened: null, replied: 4 }]);
  });

  it('are opened by people', async () => {
    const rows = await store.stateOf(
      [
        said('email.sent', 2, { ...message, direction: 'inbound', contact: null }),
        said('email.opened', 3, { ...message, machine: true }),
        said('email.opened', 5, { ...message, machine: false }),
        said('email.opened', 4, message),
      ],
      MESSAGES,
    );
    expect(rows).toMatchObject([{ direction: 'inbound', contact: '', opened: 4 }]);
  });

  it('are described, of two sent at one instant, by the source and the id that come first', async () => {
    const rows = await store.stateOf(
      [
        said('email.sent', 2, { ...message, contact: 'third' }, 'b'),
        said('email.sent', 2, { ...message, contact: 'first' }, 'a'),
        said('email.sent', 2, { ...message, contact: 'second' }, 'a'),
      ],
      MESSAGES,
    );
    expect(rows).toMatchObject([{ contact: 'first' }]);
  });
});
