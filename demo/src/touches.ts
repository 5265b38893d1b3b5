import type { SalesEvent } from '@saleshub/model';
import { DAY, HOUR, MINUTE, officeMoment, startOfDay, type Day } from './calendar';
import { createRandom, type Random } from './random';
import type { Emit } from './recorder';
import { nextWorkingDay, type Rep } from './roster';
import type { Dimensions } from './world';

type Call = Extract<SalesEvent, { type: 'call.logged' }>;
type Meeting = Extract<SalesEvent, { type: 'meeting.held' }>;
export type Purpose = NonNullable<Meeting['purpose']>;

/** A touch of a customer or prospect: what it belongs to and when it happens. */
export interface Touch {
  id: string;
  time: number;
  dimensions: Dimensions;
}

/** Seconds after which callers give up. */
const PATIENCE = 75;
const waitOf = (call: string) => Math.round(createRandom(`wait ${call}`).logNormal(16, 0.9));

/** A phone call; two in five outbound calls reach somebody. */
export function emitCall(
  emit: Emit,
  { id, time, dimensions, purpose, direction }: Touch & Pick<Call, 'purpose' | 'direction'>,
  random: Random,
): void {
  const outcome: Call['outcome'] =
    direction === 'inbound'
      ? waitOf(id) > PATIENCE
        ? 'no_answer'
        : 'connected'
      : random.weigh([
          ['connected', 42],
          ['no_answer', 32],
          ['voicemail', 18],
          ['busy', 6],
          ['failed', 2],
        ] as const);
  const seconds = outcome === 'connected' ? random.logNormal(260, 0.8) : outcome === 'voicemail' ? 35 : undefined;
  emit('telephony', {
    type: 'call.logged',
    id,
    occurred_at: time,
    direction,
    outcome,
    channel: 'phone',
    ...dimensions,
    ...(purpose === undefined ? {} : { purpose }),
    ...(direction === 'inbound' && { wait_s: waitOf(id) }),
    ...(seconds === undefined ? {} : { duration_s: Math.round(Math.min(seconds, 5_400)) }),
  });
  // Now and then somebody dials from the wrong record and takes the entry back.
  if (!random.chance(0.003)) return;
  const retraction = { id: `${id}:retracted`, occurred_at: time + 20 * MINUTE, target: id } as const;
  emit('telephony', { type: 'event.retracted', ...retraction, reason: 'Logged on the wrong account' });
}

/** An e-mail out and what becomes of it: delivery, opens by people and by machines, clicks, answers. */
export function emitEmail(
  emit: Emit,
  { id, time, dimensions, answers, list }: Touch & { answers: number; list?: string },
  random: Random,
): void {
  const message = id;
  const thread = `${id}-thread`;
  const shared = { thread, channel: 'email', ...dimensions } as const;
  emit('mail', {
    type: 'email.sent',
    id: `${id}:sent`,
    occurred_at: time,
    message,
    direction: 'outbound',
    ...shared,
    ...(list === undefined ? { priority: 'normal' } : { list }),
  });
  const result = (name: string, after: number) => ({
    id: `${id}:${name}`,
    occurred_at: time + Math.round(after),
    message,
  });
  if (random.chance(list === undefined ? 0.012 : 0.035)) {
    emit('mail', { type: 'email.bounced', ...result('bounced', random.between(1_000, MINUTE)) });
    return;
  }
  emit('mail', { type: 'email.delivered', ...result('delivered', random.between(1_000, MINUTE)) });
  if (random.chance(0.16)) {
    const opened = result('scanned', random.between(MINUTE, 2 * MINUTE));
    emit('mail', { type: 'email.opened', ...opened, machine: true });
  }
  if (!random.chance(0.36 + answers)) return;
  const opened = random.logNormal(3 * HOUR, 1);
  emit('mail', { type: 'email.opened', ...result('opened', opened), machine: false });
  if (random.chance(0.15)) emit('mail', { type: 'email.clicked', ...result('clicked', opened + 40_000) });
  if (list !== undefined && random.chance(0.015)) {
    emit('mail', { type: 'email.unsubscribed', ...result('unsubscribed', opened + MINUTE) });
    return;
  }
  if (!random.chance(2 * answers)) return;
  const reply = result('replied', Math.min(opened + random.logNormal(2 * HOUR, 1), 6 * DAY));
  emit('mail', { type: 'email.replied', ...reply });
  const received = { ...reply, id: `${id}:answer`, message: `${id}-answer`, direction: 'inbound' } as const;
  emit('mail', { type: 'email.sent', ...received, ...shared });
}

/** A meeting, put in the calendar now; held, cancelled before, missed, or held without the calendar's word. */
export function emitMeeting(
  emit: Emit,
  { id, time, dimensions, purpose, rep, day }: Touch & { purpose: Purpose; rep: Rep; day: Day },
  random: Random,
): void {
  const held = nextWorkingDay(rep, day);
  if (held === undefined) return;
  const hour = Math.floor((officeMoment(held, rep.region, random) - startOfDay(held, rep.region)) / (HOUR / 2)) / 2;
  const startsAt = startOfDay(held, rep.region) + hour * HOUR;
  if (startsAt <= time) return;
  const meeting = id;
  const shared = { meeting, purpose, channel: 'voice', ...dimensions } as const;
  emit('calendar', {
    type: 'meeting.scheduled',
    id: `${id}:scheduled`,
    occurred_at: time,
    starts_at: startsAt,
    ...shared,
  });
  const luck = random.next();
  if (luck < 0.79) {
    emit('calendar', { type: 'meeting.held', id: `${id}:held`, occurred_at: startsAt, ...shared });
  } else if (luck < 0.86) {
    emit('calendar', { type: 'meeting.no_show', id: `${id}:no_show`, occurred_at: startsAt, ...shared });
  } else if (luck < 0.97) {
    const cancelled = Math.floor(random.between(time, startsAt));
    emit('calendar', { type: 'meeting.cancelled', id: `${id}:cancelled`, occurred_at: cancelled, ...shared });
  }
}
