import { compareText } from '../events';
import { ofAccount, type Observation } from '../facts';
import { isDelivered, type Message } from '../messages';
import type { Company } from '../company';
import type { Metric } from '../metric';
import { COMMON, observed } from './kinds';

const OF_MESSAGES = [...COMMON, 'list', 'priority'];

const outbound = ({ messages }: Company) => messages.filter((message) => message.outbound);
const asSent = ({ sentAt, dimensions }: Message): Observation => ({ time: sentAt, dimensions });

/** Of the messages sent, the share that something happened to, whenever that was. */
const shareOfSent = (happens: (message: Message) => boolean): Metric =>
  observed('ratio', {
    minimumSample: 30,
    dimensions: OF_MESSAGES,
    observe: (company) => outbound(company).map((message) => ({ ...asSent(message), hit: happens(message) })),
  });

/** Of the messages delivered, the share that something happened to in time. */
const shareOfDelivered = (type: string): Metric =>
  observed('ratio', {
    minimumSample: 30,
    windowDays: 7,
    dimensions: OF_MESSAGES,
    observe: (company, { window }) =>
      outbound(company)
        .filter(isDelivered)
        .map((message) => ({
          ...asSent(message),
          hit: (message.happened.get(type) ?? []).some(
            (time) => time >= message.sentAt && time < message.sentAt + window,
          ),
        })),
    leftOut: (company) =>
      outbound(company)
        .filter((message) => !isDelivered(message) && !message.happened.has('email.bounced'))
        .map(asSent),
  });

const hasAccount = ({ dimensions }: Message) => dimensions.account !== undefined;

/** The metrics of outbound messages. */
export const outreachMetrics = {
  emails_sent: observed('count', {
    dimensions: OF_MESSAGES,
    observe: (company) => [...outbound(company).map(asSent), ...company.totals.emails],
  }),
  email_delivery_rate: shareOfSent(isDelivered),
  email_bounce_rate: shareOfSent(({ happened }) => happened.has('email.bounced')),
  email_open_rate: shareOfDelivered('email.opened'),
  email_click_rate: shareOfDelivered('email.clicked'),
  email_reply_rate: shareOfDelivered('email.replied'),
  email_unsubscribe_rate: shareOfDelivered('email.unsubscribed'),
  email_conversations: observed('count', {
    dimensions: OF_MESSAGES,
    observe: ({ messages }) => {
      const threads = new Set(messages.flatMap(({ thread }) => thread ?? []));
      return [...threads].flatMap((thread) => conversation(messages.filter((message) => message.thread === thread)));
    },
  }),
  email_conversion_rate: observed('ratio', {
    minimumSample: 30,
    windowDays: 30,
    dimensions: OF_MESSAGES,
    observe: (company, { window }) => {
      const creations = company.opportunities.map(({ creation }) => creation);
      return outbound(company)
        .filter((message) => isDelivered(message) && hasAccount(message))
        .map((message) => {
          const { sentAt, dimensions } = message;
          const hit = ofAccount(creations, dimensions.account ?? '').some(
            ({ time }) => time >= sentAt && time < sentAt + window,
          );
          return { ...asSent(message), hit };
        });
    },
    leftOut: (company) =>
      outbound(company)
        .filter((message) => isDelivered(message) && !hasAccount(message))
        .map(asSent),
  }),
} satisfies Record<string, Metric>;

/** A thread is a conversation once it has a message each way, of which the first outbound one describes it. */
function conversation(thread: readonly Message[]): Observation[] {
  const inOrder = [...thread].sort(
    (left, right) =>
      left.sentAt - right.sentAt ||
      compareText(left.dimensions.source ?? '', right.dimensions.source ?? '') ||
      compareText(left.id, right.id),
  );
  const [out, back] = [inOrder.find((message) => message.outbound), inOrder.find((message) => !message.outbound)];
  return out && back ? [{ time: Math.max(out.sentAt, back.sentAt), dimensions: out.dimensions }] : [];
}
