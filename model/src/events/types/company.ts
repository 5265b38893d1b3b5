import { METRIC_IDS } from '../../catalogue/catalogue';
import { checkOrder, eventType } from '../event-type';
import { step } from '../journey-step';

const annotation = <const Type extends string>(type: Type, meaning: string) =>
  eventType(type, { meaning, required: ['title'], optional: ['note', 'author', 'kind'] });

/** What the selling company says of itself, and of its events. */
export const companyTypes = {
  'target.set': eventType('target.set', {
    meaning: 'A target for a metric: of the rep or team that it names, else of the company. The latest one counts.',
    required: ['metric', 'period_start', 'period_end', 'value'],
    optional: ['currency'],
  }).check((context) => {
    const { period_start, period_end, metric, value } = context.value;
    checkOrder(context, ['period_start', period_start], ['period_end', period_end]);
    const refuse = (path: string, input: string, message: string, code: string) =>
      context.issues.push({ code: 'custom', input, path: [path], message, params: { code } });
    if (!METRIC_IDS.includes(metric))
      refuse('metric', metric, `is not the id of a metric, such as won_value: "${metric}"`, 'invalid_value');
    if (Number(value) <= 0) refuse('value', value, `is ${value}; a target is more than 0`, 'out_of_range');
  }),
  'rep.set': eventType('rep.set', {
    meaning: 'A rep on the roster, with `team` and `region`: a rep without a sale is counted, too.',
    required: ['rep', 'active_from'],
    optional: ['active_to'],
  }).check((context) => {
    const { active_from, active_to } = context.value;
    checkOrder(context, ['active_from', active_from], ['active_to', active_to]);
  }),
  'account.assigned': eventType('account.assigned', {
    meaning: 'The rep looks after the account as its customer success manager.',
    required: ['account', 'rep'],
    step: step(['rep'], ({ rep }) => `Looked after by ${rep}`),
  }),
  'decision.recorded': annotation('decision.recorded', 'A decision, to be shown on charts.'),
  'milestone.recorded': annotation('milestone.recorded', 'A milestone, to be shown on charts.'),
  'event.retracted': eventType('event.retracted', {
    meaning: 'An earlier event of the same source was wrong: it no longer counts anywhere.',
    required: ['target'],
    optional: ['reason'],
  }),
} as const;
