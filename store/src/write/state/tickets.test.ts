import { openHistoryStore, said, type HistoryStore } from '../testing/histories';

const TICKETS = `SELECT toDayOfMonth(opened_at) AS opened, priority, account,
  toDayOfMonth(first_replied_at) AS replied, toDayOfMonth(resolved_at) AS resolved
FROM tickets FINAL WHERE effective = 1 AND namespace = {namespace:String}`;
const REVIEWS = `SELECT toDayOfMonth(posted_at) AS posted, site, rating, account, toDayOfMonth(answered_at) AS answered
FROM reviews FINAL WHERE effective = 1 AND namespace = {namespace:String}`;

describe('tickets and reviews', () => {
  let store: HistoryStore;
  beforeAll(async () => {
    store = await openHistoryStore();
  });
  afterAll(async () => store.remove());

  it('a ticket has its first opening and reply, and its last resolution', async () => {
    const ticket = { ticket: 't' };
    const rows = await store.stateOf(
      [
        said('ticket.opened', 3, { ...ticket, priority: 'low', account: 'Beta' }),
        said('ticket.opened', 2, { ...ticket, priority: 'high', account: 'Acme' }),
        said('ticket.first_replied', 6, ticket),
        said('ticket.first_replied', 5, { ...ticket, priority: 'low' }),
        said('ticket.resolved', 7, ticket),
        said('ticket.resolved', 9, ticket),
        said('ticket.resolved', 8, ticket),
      ],
      TICKETS,
    );
    expect(rows).toEqual([{ opened: 2, priority: 'high', account: 'Acme', replied: 5, resolved: 9 }]);
  });

  it('a ticket whose last resolution is taken back was resolved before', async () => {
    const ticket = { ticket: 't' };
    const rows = await store.stateOf(
      [
        said('ticket.opened', 2, ticket),
        said('ticket.resolved', 3, ticket),
        said('ticket.resolved', 9, ticket),
        said('event.retracted', 9, { target: 'e2' }),
      ],
      TICKETS,
    );
    expect(rows).toMatchObject([{ opened: 2, replied: null, resolved: 3 }]);
  });

  it('a review has its first posting, and its first answer', async () => {
    const review = { review: 'r' };
    const rows = await store.stateOf(
      [
        said('review.answered', 5, review),
        said('review.posted', 4, { ...review, site: 'late', rating: 1 }),
        said('review.posted', 2, { ...review, site: 'early', rating: 4, account: 'Acme' }),
        said('review.answered', 3, review),
      ],
      REVIEWS,
    );
    expect(rows).toEqual([{ posted: 2, site: 'early', rating: 4, account: 'Acme', answered: 3 }]);
  });

  it('a review is not answered without having been posted', async () => {
    expect(await store.stateOf([said('review.answered', 5, { review: 'r' })], REVIEWS)).toEqual([]);
  });

  it('the same id in two namespaces is two tickets', async () => {
    const same = (account: string) => [said('ticket.opened', 2, { ticket: 'same', account })];
    await store.write(same('Acme'), 'one');
    await store.write(same('Beta'), 'two');
    expect(await store.select(TICKETS, { namespace: 'one' })).toMatchObject([{ account: 'Acme' }]);
    expect(await store.select(TICKETS, { namespace: 'two' })).toMatchObject([{ account: 'Beta' }]);
  });
});
