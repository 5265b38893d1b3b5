import { daysBefore } from '../calendar';
import type { Observation } from '../facts';
import type { Metric } from '../metric';
import { asOf } from '../metric';
import { sum } from '../statistics';
import { isOpenAt, resolvedAt, type Ticket } from '../tickets';
import { COMMON, OF_EVENTS, measured, observed } from './kinds';

const OF_TICKETS = [...COMMON, 'priority'];
const OF_REVIEWS = [...COMMON, 'site'];

/** The metrics of what customers say and ask. */
export const customerMetrics = {
  nps: observed('score', {
    minimumSample: 30,
    dimensions: OF_EVENTS,
    observe: ({ promoterAnswers }) => promoterAnswers,
  }),
  detractor_share: observed('ratio', {
    minimumSample: 30,
    dimensions: OF_EVENTS,
    observe: ({ promoterAnswers }) => promoterAnswers.map((answer) => ({ ...answer, hit: answer.quantity <= 6 })),
  }),
  csat: observed('ratio', {
    minimumSample: 30,
    dimensions: OF_EVENTS,
    observe: ({ satisfactionAnswers }) =>
      satisfactionAnswers.map((answer) => ({ ...answer, hit: answer.quantity >= 4 })),
  }),
  review_rating: observed('distribution', {
    minimumSample: 10,
    dimensions: OF_REVIEWS,
    statistic: 'mean',
    observe: ({ reviews }) => reviews.map((review) => ({ ...review, quantity: review.rating })),
  }),
  review_response_rate: observed('ratio', {
    minimumSample: 10,
    windowDays: 30,
    dimensions: OF_REVIEWS,
    observe: ({ reviews }, { window }) =>
      reviews.map((review) => ({
        ...review,
        hit: isWithin(review.firstAnsweredAt, review.time, window),
      })),
  }),
  ticket_volume: observed('count', { dimensions: OF_TICKETS, observe: ({ tickets }) => tickets }),
  ticket_first_response: observed('distribution', {
    minimumSample: 10,
    dimensions: OF_TICKETS,
    scale: 1000,
    observe: ({ tickets }) => until(tickets, firstReply).filter(isPossible),
    leftOut: ({ tickets }) => until(tickets, firstReply).filter((wait) => !isPossible(wait)),
  }),
  ticket_resolution: observed('distribution', {
    minimumSample: 10,
    dimensions: OF_TICKETS,
    scale: 1000,
    observe: ({ tickets }) => until(tickets, resolvedAt).filter(isPossible),
    leftOut: ({ tickets }) => until(tickets, resolvedAt).filter((wait) => !isPossible(wait)),
  }),
  ticket_reply_rate: observed('ratio', {
    minimumSample: 10,
    windowDays: 1,
    dimensions: OF_TICKETS,
    observe: ({ tickets }, { window }) =>
      tickets.map((ticket) => ({
        ...ticket,
        hit: isWithin(ticket.firstRepliedAt, ticket.time, window),
      })),
  }),
  ticket_due_rate: observed('ratio', {
    minimumSample: 10,
    dimensions: OF_TICKETS,
    observe: ({ tickets }, { now }) =>
      tickets.flatMap((ticket) => {
        const { dueAt, dimensions } = ticket;
        if (dueAt === null || dueAt >= now) return [];
        const isResolved = ticket.turns.some(({ time }) => time <= dueAt) && !isOpenAt(ticket, dueAt + 1);
        return [{ time: dueAt, dimensions, hit: isResolved }];
      }),
  }),
  ticket_reopen_rate: observed('ratio', {
    minimumSample: 10,
    dimensions: OF_TICKETS,
    observe: ({ tickets }) =>
      tickets.flatMap(({ resolvedAt: time, reopenedAt, dimensions }) =>
        time === null ? [] : [{ time, dimensions, hit: reopenedAt !== null }],
      ),
  }),
  usage: observed('sum', { dimensions: [...OF_EVENTS, 'feature'], observe: ({ usage }) => usage }),
  usage_change: measured<Observation>('derived', {
    minimumSample: 10,
    dimensions: [...OF_EVENTS, 'feature'],
    facts: ({ usage }) => usage,
    measure: (_, circumstances) => (usage, bucket) => {
      const time = asOf(bucket, circumstances);
      const ago = (days: number) => daysBefore(time, days, circumstances.timeZone);
      const between = (from: number, to: number) => usage.filter((row) => row.time >= ago(from) && row.time < ago(to));
      const [before, after] = [between(56, 28), between(28, 0)];
      const [was, is] = [before, after].map((rows) => sum(rows.map(({ quantity = 0 }) => quantity)));
      const counted = after.length <= before.length ? after : before;
      return { value: was ? (is ?? 0) / was - 1 : null, n: counted.length, counted };
    },
  }),
} satisfies Record<string, Metric>;

type Wait = Observation & { quantity: number };

const firstReply = ({ firstRepliedAt }: Ticket) => firstRepliedAt;

/** Milliseconds from opening to what is known of the ticket, at the latter. */
function until(tickets: readonly Ticket[], endOf: (ticket: Ticket) => number | null): Wait[] {
  return tickets.flatMap((ticket) => {
    const end = endOf(ticket);
    return end === null ? [] : [{ time: end, dimensions: ticket.dimensions, quantity: end - ticket.time }];
  });
}

/** Nothing ends before it begins. */
const isPossible = ({ quantity }: Wait) => quantity >= 0;

const isWithin = (time: number | null, since: number, window: number) =>
  time !== null && time >= since && time < since + window;
