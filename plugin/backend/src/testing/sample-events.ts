import type { SalesEventInput } from '@saleshub/model';

const DAY = 86_400_000;
/** The first day of the sample; it ends before May 2024. */
const SAMPLE_START = Date.UTC(2024, 0, 1);
export const SAMPLE_RANGE = { from: SAMPLE_START, to: Date.UTC(2024, 4, 1) };

/** Names that a careless frame, label or statement would break; the last deals have no team. */
const TEAMS = ['EMEA', "Süd 東京 'n\\t", undefined] as const;
const REPS = ['Ana', 'Björn', 'Chidi', 'Dewi'] as const;

export interface SampleDeal {
  id: string;
  team: string | undefined;
  rep: string;
  amount: number;
  createdAt: number;
  closedAt: number;
  won: boolean;
}

/** 240 deals, all closed, the same ones every time. */
export const SAMPLE_DEALS: readonly SampleDeal[] = Array.from({ length: 240 }, (_, index) => {
  const createdAt = SAMPLE_START + (index % 90) * DAY + 9 * 3_600_000;
  return {
    id: `deal-${index}`,
    team: TEAMS[index % 3],
    rep: REPS[index % 4] ?? 'Ana',
    amount: 1000 + 10 * index,
    createdAt,
    closedAt: createdAt + (5 + (index % 20)) * DAY,
    won: (index * 7) % 5 < 2,
  };
});

/** The events of the deals, and calls and answers beside them. */
export function sampleEvents(): SalesEventInput[] {
  return [...SAMPLE_DEALS.flatMap(dealEvents), ...Array.from({ length: 100 }, (_, index) => otherEvents(index)).flat()];
}

function dealEvents({ id, team, rep, amount, createdAt, closedAt, won }: SampleDeal): SalesEventInput[] {
  const shared = { opportunity: id, rep, ...(team !== undefined && { team }), amount: String(amount) };
  return [
    { type: 'opportunity.created', id: `${id}-created`, occurred_at: iso(createdAt), ...shared },
    {
      type: won ? 'opportunity.won' : 'opportunity.lost',
      id: `${id}-closed`,
      occurred_at: iso(closedAt),
      opportunity: id,
    },
  ];
}

function otherEvents(index: number): SalesEventInput[] {
  const at = iso(SAMPLE_START + index * DAY + 3_600_000);
  const rep = REPS[index % 4] ?? 'Ana';
  const outcome = index % 4 === 0 ? 'connected' : 'no_answer';
  return [
    { type: 'call.logged', id: `call-${index}`, occurred_at: at, rep, direction: 'outbound', outcome },
    { type: 'survey.answered', id: `answer-${index}`, occurred_at: at, rep, survey: 'nps', score: index % 11 },
  ];
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
