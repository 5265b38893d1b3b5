import { HISTORY_DIMENSION } from '../histories/history';
import { answerPlainly } from '../plain/answer';
import type { Company } from '../plain/company';
import type { Question } from '../plain/question';
import { differences } from './compare';
import type { TestedHub } from './hub';
import { readAnswer } from './hub-answer';
import { wordsOf, type Difference, type Inquiry } from './inquiry';
import { aboutOnly, isOfHistories } from './named-question';
import { queryOf } from './query';

/** Whether the hub's answer to a metric query is that of the plain reference. */
export function metricInquiry(question: Question): Inquiry {
  const differ = async (hub: TestedHub, company: Company, asked: Question) => {
    const answer = readAnswer(await hub.answer(queryOf(asked), asked), asked);
    return differences(answerPlainly(company, asked), answer, asked);
  };
  return {
    words: wordsOf(queryOf(question), question),
    isOfHistories: isOfHistories(question),
    differ: (hub, company, histories) => differ(hub, company, aboutOnly(question, histories)),
    differByHistory: async (hub, company, histories) => {
      const asked = aboutHistories(question);
      const position = asked.groupBy.indexOf(HISTORY_DIMENSION);
      const wrong = await differ(hub, company, aboutOnly(asked, histories));
      const byHistory = new Map<string, Difference[]>();
      for (const difference of wrong) {
        const history = difference.groups[position] ?? '';
        byHistory.set(history, [...(byHistory.get(history) ?? []), difference]);
      }
      return byHistory;
    },
  };
}

/** The question with histories as the only split, besides one other. */
function aboutHistories(question: Question): Question {
  const others = question.groupBy.filter((dimension) => dimension !== HISTORY_DIMENSION).slice(0, 1);
  const shape = question.shape === 'total' ? 'breakdown' : question.shape;
  return { ...question, shape, groupBy: [HISTORY_DIMENSION, ...others] };
}
