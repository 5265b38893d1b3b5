import { openHistoryStore, said, type HistoryStore } from '../testing/histories';

const MEETINGS = `SELECT toDayOfMonth(starts_at) AS starts, status, purpose, contact, rep
FROM meetings FINAL WHERE effective = 1 AND namespace = {namespace:String}`;
const SCHEDULINGS = `SELECT toDayOfMonth(scheduled_at) AS scheduled, purpose, rep, source = concat({namespace:String}, '-b') AS of_b
FROM meeting_schedulings FINAL WHERE effective = 1 AND namespace = {namespace:String}`;

const onDay = (day: number) => ({ starts_at: new Date(Date.UTC(2026, 0, day)).toISOString() });
const meeting = { meeting: 'm' };

describe('meetings', () => {
  let store: HistoryStore;
  beforeAll(async () => {
    store = await openHistoryStore();
  });
  afterAll(async () => store.remove());

  it('start when they were last scheduled for, and inherit what is not said again', async () => {
    const rows = await store.stateOf(
      [
        said('meeting.scheduled', 2, { ...meeting, ...onDay(9), purpose: 'demo', contact: 'c', rep: 'Ada' }),
        said('meeting.scheduled', 3, { ...meeting, ...onDay(10), contact: 'd' }),
      ],
      MEETINGS,
    );
    expect(rows).toEqual([{ starts: 10, status: 'scheduled', purpose: 'demo', contact: 'd', rep: 'Ada' }]);
  });

  it('forget a contact that was cleared', async () => {
    const rows = await store.stateOf(
      [
        said('meeting.scheduled', 2, { ...meeting, ...onDay(9), contact: 'c' }),
        said('meeting.cancelled', 3, { ...meeting, contact: null }),
      ],
      MEETINGS,
    );
    expect(rows).toMatchObject([{ starts: 9, status: 'cancelled', contact: '' }]);
  });

  it('were held if they ever were, whatever the calendar says later', async () => {
    const rows = await store.stateOf(
      [
        said('meeting.scheduled', 2, { ...meeting, ...onDay(9), rep: 'Ada' }),
        said('meeting.held', 8, meeting),
        said('meeting.cancelled', 12, { ...meeting, rep: 'Ben' }),
      ],
      MEETINGS,
    );
    expect(rows).toMatchObject([{ starts: 8, status: 'held', rep: 'Ada' }]);
  });

  it('were put in the calendar when they first were, as they were known then', async () => {
    const rows = await store.stateOf(
      [
        said('meeting.cancelled', 1, { ...meeting, purpose: 'training', rep: 'Ada' }),
        said('meeting.held', 2, { ...meeting, rep: 'Cleo' }),
        said('meeting.scheduled', 2, { ...meeting, ...onDay(9) }, 'b'),
        said('meeting.scheduled', 4, { ...meeting, ...onDay(8), purpose: 'demo', rep: 'Ben' }),
      ],
      SCHEDULINGS,
    );
    // Of one instant, being scheduled comes before being held.
    expect(rows).toEqual([{ scheduled: 2, purpose: 'training', rep: 'Ada', of_b: 1 }]);
  });

  it('were put in the calendar later when the first time is taken back, and never when all are', async () => {
    const scheduled = [
      said('meeting.scheduled', 2, { ...meeting, ...onDay(9), rep: 'Ada' }),
      said('meeting.scheduled', 4, { ...meeting, ...onDay(8), rep: 'Ben' }),
      said('event.retracted', 5, { target: 'e0' }),
    ];
    expect(await store.stateOf(scheduled, SCHEDULINGS)).toMatchObject([{ scheduled: 4, rep: 'Ben' }]);
    const withdrawn = [...scheduled, said('event.retracted', 5, { target: 'e1' })];
    expect(await store.stateOf(withdrawn, SCHEDULINGS)).toEqual([]);
  });
});
