import { nameHistory } from '../histories/history';
import { SETTINGS } from '../histories/settings';
import { companyOf, type Company } from '../plain/company';
import type { SentEvent } from '../plain/events';
import { describeFailure } from './describe';
import type { TestedHub } from './hub';
import type { Asked, Difference, Inquiry } from './inquiry';
import { shrink } from './shrink';

/** Histories that are asked about together, by their names. */
export type Histories = ReadonlyMap<string, readonly SentEvent[]>;

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
  const ofHistories = companyOf(events, SETTINGS);
  const ofHub = companyOf(sent, SETTINGS, rejections);
  for (const { inquiry, few } of asked) {
    const company = inquiry.isOfHistories ? ofHistories : ofHub;
    const some = new Map([...histories].slice(0, few));
    const wrong = await inquiry.differ(hub, company, [...some.keys()]);
    if (wrong.length > 0) return explain(hub, company, { inquiry, wrong, histories: some }, chance);
  }
  return undefined;
}

/** Looks for one history that is answered wrongly, makes it small and describes it. */
async function explain(
  hub: TestedHub,
  company: Company,
  { inquiry, wrong, histories }: { inquiry: Inquiry; wrong: Difference[]; histories: Histories },
  chance: () => number,
): Promise<string> {
  const together = { events: [], inquiry, differences: wrong };
  if (!inquiry.isOfHistories) return describeFailure(together, 'Asked of all that the hub received');
  const [first] = await inquiry.differByHistory(hub, company, [...histories.keys()]);
  const events = first && histories.get(first[0]);
  if (!events) return describeFailure(together, 'Only all histories together differ');
  const small = await shrink(hub, events, inquiry, chance);
  if (small) return describeFailure(small, 'The smallest history that differs');
  return describeFailure(
    { events, inquiry, differences: first[1] },
    'This history differs only as it was written the first time: the order or the batches matter',
  );
}
