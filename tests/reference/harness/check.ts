import type { Asked } from '../histories/questions';
import { HISTORY_DIMENSION, nameHistory } from '../histories/history';
import { SETTINGS } from '../histories/settings';
import { answerPlainly } from '../plain/answer';
import { companyOf, type Company } from '../plain/company';
import type { SentEvent } from '../plain/events';
import type { Question } from '../plain/question';
import { differences, type Difference } from './compare';
import { describeFailure } from './describe';
import type { TestedHub } from './hub';
import { aboutOnly, isOfHistories } from './named-question';
import { MOST_RECORDS, recordsQueryOf } from './query';
import { aboutHistories, shrink } from './shrink';

/** Histories that are asked about together, by their names. */
export type Histories = ReadonlyMap<string, readonly SentEvent[]>;

/** What the hub should know: of the histories at hand, and of all that it ever received. */
interface Companies {
  ofHistories: Company;
  ofHub: Company;
}

/** Of how many of the questions the records are counted as well. */
const RECORDS_ASKED = 0.4;

/**
 * Writes the histories and asks every question of all of them, or of some.
 * @returns the first failure in words; undefined where all answers are right
 */
export async function check(
  hub: TestedHub,
  histories: Histories,
  asked: readonly Asked[],
  chance: () => number,
): Promise<string | undefined> {
  const events = [...histories].flatMap(([key, ofHistory]) => nameHistory(ofHistory, key));
  await hub.write(events, chance);
  const { sent, rejections } = hub.received();
  const companies = { ofHistories: companyOf(events, SETTINGS), ofHub: companyOf(sent, SETTINGS, rejections) };
  for (const { question, few } of asked) {
    const some = new Map([...histories].slice(0, few));
    const wrong = await ask(hub, companies, question, some);
    if (wrong.length > 0) return explain(hub, companies, { question, wrong, histories: some }, chance);
    if (chance() > RECORDS_ASKED) continue;
    const { listed, counted } = await hub.countRecords(question);
    if (listed !== Math.min(counted, MOST_RECORDS)) {
      return `${listed} records are listed of ${counted} that ${JSON.stringify(recordsQueryOf(question))} counts`;
    }
  }
  return undefined;
}

async function ask(
  hub: TestedHub,
  { ofHistories, ofHub }: Companies,
  asked: Question,
  histories: Histories,
): Promise<Difference[]> {
  const question = aboutOnly(asked, [...histories.keys()]);
  const company = isOfHistories(question) ? ofHistories : ofHub;
  return differences(answerPlainly(company, question), await hub.ask(question), question);
}

/** Looks for one history that is answered wrongly, makes it small and describes it. */
async function explain(
  hub: TestedHub,
  companies: Companies,
  { question, wrong, histories }: { question: Question; wrong: Difference[]; histories: Histories },
  chance: () => number,
): Promise<string> {
  const together = { events: [], question, differences: wrong };
  if (!isOfHistories(question)) return describeFailure(together, 'Asked of all that the hub received');
  const byHistory = aboutHistories(question);
  const wrongByHistory = await ask(hub, companies, byHistory, histories);
  const position = byHistory.groupBy.indexOf(HISTORY_DIMENSION);
  const [first] = wrongByHistory;
  const key = first?.groups[position];
  const events = key === undefined ? undefined : histories.get(key);
  if (!events) return describeFailure(together, 'Only all histories together differ');
  const small = await shrink(hub, events, question, chance);
  if (small) return describeFailure(small, 'The smallest history that differs');
  const ofHistory = wrongByHistory.filter(({ groups }) => groups[position] === key);
  return describeFailure(
    { events, question: byHistory, differences: ofHistory },
    'This history differs only as it was written the first time: the order or the batches matter',
  );
}
