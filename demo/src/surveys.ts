import { interest, type Customer } from './accounts';
import { DAY, HOUR, officeMoment, type Day } from './calendar';
import { createRandom, type Random } from './random';
import type { Recorder } from './recorder';
import { slump } from './story';

interface Answer {
  id: string;
  customer: Customer;
  day: Day;
}

/** How a customer feels on the day: 0.4 on average, lower in the slump and when the interest is gone. */
function feeling(customer: Customer, day: Day, random: Random): number {
  const lost = 1 - interest(customer, day);
  return 0.4 + 0.5 * customer.mood + 0.85 * random.normal() - 0.72 * slump(day) - 1.6 * lost;
}

const COMMENTS = {
  good: ['Saves us a day each week.', 'The team answers within the hour.', 'Reports our board finally reads.'],
  fair: ['Does the job; set-up took long.', 'Good, but the mobile view is slow.'],
  bad: ['We hardly use it any more.', 'Support takes too long.', 'Too many clicks for simple things.'],
  editor: ['The new editor lost half of what we need.', 'Please bring the classic editor back.'],
} as const;

/** How likely the customer is to recommend us, or how content with an answer of the helpdesk. */
export function emitSurvey(
  recorder: Recorder,
  { id, survey, customer, day, contact }: Answer & { survey: 'nps' | 'csat'; contact: string },
): void {
  const random = createRandom(id);
  const value = feeling(customer, day, random);
  const mood = value > 0.35 ? 'good' : value > -0.45 ? 'fair' : 'bad';
  const score = survey === 'nps' ? npsScore(mood, random) : csatScore(mood, random);
  const comments = COMMENTS[mood === 'bad' && slump(day) > 0.5 ? 'editor' : mood];
  const time = officeMoment(day, customer.region, random);
  recorder.emitter(time, 'business')('survey', {
    type: 'survey.answered',
    id,
    occurred_at: time,
    account: customer.name,
    segment: customer.segment,
    region: customer.region,
    contact,
    survey,
    score,
    ...(random.chance(0.35) ? { comment: random.pick(comments) } : {}),
  });
}

function npsScore(mood: 'good' | 'fair' | 'bad', random: Random): number {
  if (mood === 'good') return random.integer(9, 10);
  return mood === 'fair' ? random.integer(7, 8) : Math.max(0, 6 - Math.floor(3.5 * Math.abs(random.normal())));
}

function csatScore(mood: 'good' | 'fair' | 'bad', random: Random): number {
  if (mood === 'good') return random.integer(4, 5);
  return mood === 'fair' ? random.integer(3, 5) : random.integer(1, 3);
}

/** A review on a public site; three in four are answered within days. */
export function emitReview(recorder: Recorder, { id, customer, day }: Answer): void {
  const random = createRandom(id);
  const value = feeling(customer, day, random);
  const rating = Math.min(5, Math.max(1, Math.round(3.9 + 0.9 * value)));
  const time = officeMoment(day, customer.region, random);
  const emit = recorder.emitter(time, 'business');
  emit('reviews', {
    type: 'review.posted',
    id: `${id}:posted`,
    occurred_at: time,
    account: customer.name,
    segment: customer.segment,
    region: customer.region,
    review: id,
    site: random.pick(['Peerboard', 'Softwarejury', 'Buyers Voice']),
    rating,
  });
  if (!random.chance(0.76)) return;
  const answered = Math.floor(time + random.between(3 * HOUR, 9 * DAY));
  emit('reviews', { type: 'review.answered', id: `${id}:answered`, occurred_at: answered, review: id });
}
