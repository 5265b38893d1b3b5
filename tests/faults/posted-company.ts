/** An event as a client posts it. */
export interface PostedEvent extends Record<string, unknown> {
  id: string;
  type: string;
  occurred_at: string;
}

const REPS = ['Ada', 'Ben', 'Cleo'];
const DEALS = 120;
const DAY = 86_400_000;
const START = Date.UTC(2025, 0, 6, 9);

const at = (day: number) => new Date(START + day * DAY).toISOString();

/** Deal number n: made on day n, moved on twice, closed 20 days later; two of three are won, every tenth stays open. */
function dealEvents(n: number): PostedEvent[] {
  const opportunity = `D${n}`;
  const rep = REPS[n % 3];
  const close = n % 10 === 0 ? [] : [closeOf(n, opportunity)];
  return [
    { id: `${n}:a`, type: 'opportunity.created', occurred_at: at(n), opportunity, rep, team: 'North', amount: 100 + n },
    { id: `${n}:b`, type: 'opportunity.changed', occurred_at: at(n + 5), opportunity, stage: 'Proposal' },
    { id: `${n}:c`, type: 'opportunity.changed', occurred_at: at(n + 9), opportunity, team: n % 2 ? 'South' : 'North' },
    ...close,
    {
      id: `${n}:call`,
      type: 'call.logged',
      occurred_at: at(n + 1),
      direction: 'outbound',
      outcome: n % 4 ? 'no_answer' : 'connected',
      rep,
    },
  ];
}

function closeOf(n: number, opportunity: string): PostedEvent {
  const won = n % 3 !== 0;
  return { id: `${n}:d`, type: won ? 'opportunity.won' : 'opportunity.lost', occurred_at: at(n + 20), opportunity };
}

/** Every seventh won deal was a mistake: its close is taken back. */
const retractions: PostedEvent[] = range(DEALS)
  .filter((n) => n % 7 === 0 && n % 3 !== 0 && n % 10 !== 0)
  .map((n) => ({ id: `${n}:r`, type: 'event.retracted', occurred_at: at(n + 30), target: `${n}:d` }));

export const exampleEvents: readonly PostedEvent[] = [...range(DEALS).flatMap(dealEvents), ...retractions];

const closed = range(DEALS).filter((n) => n % 10 !== 0 && !(n % 7 === 0 && n % 3 !== 0));
const won = closed.filter((n) => n % 3 !== 0);
const south = (n: number) => n % 2 === 1;
const RANGE = ['--from', '2025-01-01', '--to', '2026-06-01'];

/** What the events say, counted from the rule that made them. */
export const EXAMPLE_NUMBERS: readonly { args: string[]; expected: Record<string, unknown>[] }[] = [
  { args: ['win_rate', ...RANGE], expected: [{ value: won.length / closed.length, n: closed.length }] },
  { args: ['won_value', ...RANGE], expected: [{ value: sum(won.map((n) => 100 + n)), n: won.length }] },
  {
    args: ['closed_opportunities', ...RANGE, '--by', 'team'],
    expected: [
      { team: 'North', value: closed.filter((n) => !south(n)).length },
      { team: 'South', value: closed.filter(south).length },
    ],
  },
  { args: ['sales_cycle', ...RANGE], expected: [{ value: 20, n: won.length }] },
  { args: ['open_opportunities', ...RANGE], expected: [{ value: DEALS - closed.length }] },
  { args: ['new_opportunities', ...RANGE], expected: [{ value: DEALS }] },
  { args: ['calls', ...RANGE], expected: [{ value: DEALS }] },
  {
    args: ['call_connect_rate', ...RANGE],
    expected: [{ value: range(DEALS).filter((n) => n % 4 === 0).length / DEALS, n: DEALS }],
  },
];

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
