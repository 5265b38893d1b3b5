import { calendarDay, daysBefore } from '../calendar';
import type { Company } from '../company';
import { divide } from '../estimate';
import { holdsAt, type Observation } from '../facts';
import { asOf, type Metric } from '../metric';
import type { Close, OpenSpan } from '../opportunities';
import { mean } from '../statistics';
import { COMMON, level, measured, MONEY, observed, sinceItHolds } from './kinds';

export const OF_OPPORTUNITIES = [...COMMON, 'stage'];
const OF_CLOSES = [...OF_OPPORTUNITIES, 'loss_reason'];

const asHit = (close: Close): Observation => ({ ...close, hit: close.won });
const wins = ({ closes }: Company) => closes.filter(({ won }) => won);

/** The metrics of opportunities. */
export const pipelineMetrics = {
  win_rate: observed('ratio', {
    minimumSample: 20,
    dimensions: OF_CLOSES,
    observe: ({ closes }) => closes.map(asHit),
  }),
  'win_rate of created': observed('ratio', {
    minimumSample: 20,
    windowDays: 90,
    dimensions: OF_OPPORTUNITIES,
    observe: ({ opportunities }, { window }) =>
      opportunities.flatMap(({ creation, close }) =>
        close && close.time - creation.time < window ? [{ ...creation, hit: close.won }] : [],
      ),
  }),
  win_rate_value: observed('share', {
    minimumSample: 20,
    dimensions: OF_CLOSES,
    observe: ({ closes }) =>
      withAmount(closes)
        .filter(({ amount }) => Number(amount) >= 0)
        .map((close) => ({ ...close, hit: close.won })),
    leftOut: ({ closes }) => closes.filter(({ amount }) => amount === null || amount < 0),
  }),
  sales_cycle: observed('distribution', {
    minimumSample: 20,
    dimensions: OF_CLOSES,
    observe: ({ closes }, { timeZone, outcome = 'won' }) =>
      closes
        .filter(({ won }) => outcome === 'any' || won === (outcome === 'won'))
        .map((close) => ({ ...close, quantity: cycleOf(close, timeZone) })),
  }),
  open_opportunities: level({
    dimensions: OF_OPPORTUNITIES,
    spans: ({ openSpans }) => openSpans.map((span) => ({ ...span, quantity: 1 })),
  }),
  pipeline_value: level({ dimensions: OF_OPPORTUNITIES, scale: MONEY, spans: ({ openSpans }) => openSpans }),
  new_opportunities: observed('count', {
    dimensions: OF_OPPORTUNITIES,
    observe: ({ opportunities }) => opportunities.map(({ creation }) => creation),
  }),
  closed_opportunities: observed('count', { dimensions: OF_CLOSES, observe: ({ closes }) => closes }),
  won_opportunities: observed('count', { dimensions: OF_OPPORTUNITIES, observe: wins }),
  lost_opportunities: observed('count', {
    dimensions: OF_CLOSES,
    observe: ({ closes }) => closes.filter(({ won }) => !won),
  }),
  won_value: observed('sum', {
    dimensions: OF_OPPORTUNITIES,
    scale: MONEY,
    observe: (company) => withAmount(wins(company)),
  }),
  deal_size: observed('distribution', {
    minimumSample: 20,
    dimensions: OF_OPPORTUNITIES,
    scale: MONEY,
    observe: (company) => withAmount(wins(company)),
  }),
  sales_velocity: measured<OpenSpan | Close>('derived', {
    minimumSample: 20,
    dimensions: OF_OPPORTUNITIES,
    facts: ({ openSpans, closes }) => [...openSpans, ...closes],
    measure: (_, circumstances) => (facts, bucket) => {
      const time = asOf(bucket, circumstances);
      const open = facts.filter((fact): fact is OpenSpan => isOpenSpan(fact) && holdsAt(fact, time));
      const closed = facts.filter(
        (fact): fact is Close =>
          !isOpenSpan(fact) && fact.time >= daysBefore(time, 90, circumstances.timeZone) && fact.time < time,
      );
      const won = closed.filter((close) => close.won);
      const sized = withAmount(won);
      const amounts = sized.map(({ quantity }) => quantity / MONEY);
      const cycles = won.map((close) => cycleOf(close, circumstances.timeZone));
      // Every deal with an amount is a won one, and every won one is closed.
      const counted = open.length <= sized.length ? open.map(sinceItHolds) : sized;
      const n = Math.min(open.length, closed.length, won.length, sized.length);
      if (sized.length === 0) return { value: null, n, counted };
      return { value: divide(open.length * (won.length / closed.length) * mean(amounts), mean(cycles)), n, counted };
    },
  }),
} satisfies Record<string, Metric>;

const isOpenSpan = (fact: OpenSpan | Close): fact is OpenSpan => 'from' in fact;

/** From creation to close by the calendar. */
function cycleOf({ time, createdAt }: Close, timeZone: string): number {
  return calendarDay(time, timeZone) - calendarDay(createdAt, timeZone);
}

function withAmount(closes: readonly Close[]): (Close & { quantity: number })[] {
  return closes.flatMap((close) => (close.amount === null ? [] : [{ ...close, quantity: close.amount }]));
}
