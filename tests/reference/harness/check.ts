import { SOURCES } from '../histories/event-bodies';
import { HISTORY_DIMENSION, nameHistory } from '../histories/history';
import { answerPlainly, type Question } from '../plain/answer';
import { companyOf, type Company } from '../plain/company';
import type { SentEvent } from '../plain/events';
import { differences, type Difference } from './compare';
import { describeFailure } from './describe';
import type { TestedHub } from './hub';
import { aboutHistories, shrink } from './shrink';

/** Histories that are asked about together, by their names. */
export type Histories = ReadonlyMap<string, readonly SentEvent[]>;

/**
 * Writes the histories and asks every question of all of them.
 * @returns the first failure in words; undefined where all answers are right
 */
export async function check(
  hub: TestedHub,
  histories: Histories,
  questions: readonly Question[],
  chance: () => number,
): Promise<string | undefined> {
  const events = [...histories].flatMap(([key, ofHistory]) => nameHistory(ofHistory, key));
  await hub.write(events, chance);
  const company = companyOf(events, SOURCES);
  for (const question of questions) {
    const wrong = await ask(hub, company, question, histories);
    if (wrong.length > 0) return explain(hub, company, { question, wrong, histories }, chance);
  }
  return undefined;
}

async function ask(hub: TestedHub, company: Company, question: Question, histories: Histories): Promise<Difference[]> {
  return differences(answerPlainly(company, question), await hub.ask(question, [...histories.keys()]));
}

/** Looks for one history that is answered wrongly, makes it small and describes it. */
async function explain(
  hub: TestedHub,
  company: Company,
  { question, wrong, histories }: { question: Question; wrong: Difference[]; histories: Histories },
  chance: () => number,
): Promise<string> {
  const byHistory = aboutHistories(question);
  const wrongByHistory = await ask(hub, company, byHistory, histories);
  const position = byHistory.groupBy.indexOf(HISTORY_DIMENSION);
  const [first] = wrongByHistory;
  const key = first?.groups[position];
  const events = key === undefined ? undefined : histories.get(key);
  if (!events)
    return describeFailure({ events: [], question, differences: wrong }, 'Only all histories together differ');
  const small = await shrink(hub, events, question, chance);
  if (small) return describeFailure(small, 'The smallest history that differs');
  const ofHistory = wrongByHistory.filter(({ groups }) => groups[position] === key);
  return describeFailure(
    { events, question: byHistory, differences: ofHistory },
    'This history differs only as it was written the first time: the order or the batches matter',
  );
}
