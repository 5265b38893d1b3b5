import { contactOf, type Account } from './accounts';
import { dateOf, firstDay, officeMoment, type Day, type Month } from './calendar';
import { drawCampaign } from './deal-plan';
import { createRandom, type Random } from './random';
import { teamOf, works, type Rep } from './roster';
import { emitCall, emitEmail } from './touches';
import { whoAndWhere, type Dimensions, type World } from './world';

const CALLS_A_DAY = 1.5;
const EMAILS_A_DAY = 1.15;
/** Even the one with few deals keeps in touch with the market. */
const LEAST = 0.35;

/** Calls and e-mail sequences to accounts without a deal yet, each seller's by working day. */
export function runProspecting(world: World, month: Month): void {
  for (const rep of world.roster) {
    if (rep.teams[0].team === 'Customer Success') continue;
    const accounts = world.market.filter(({ region }) => region === rep.region);
    for (let day = firstDay(month); day < firstDay(month + 1); day += 1) {
      if (works(rep, day)) prospect(world, rep, day, accounts);
    }
  }
}

function prospect({ recorder }: World, rep: Rep, day: Day, accounts: readonly Account[]): void {
  const key = `${rep.name.replace(' ', '-').toLowerCase()}-${dateOf(day)}`;
  const random = createRandom(`prospecting ${key}`);
  const load = Math.max(LEAST, rep.load);
  const touch = (name: string): { id: string; time: number; dimensions: Dimensions } => {
    const account = random.pick(accounts);
    const campaign = drawCampaign(day, random);
    const dimensions = {
      ...whoAndWhere(rep, account, day),
      contact: contactOf(account, random),
      ...(campaign ? { campaign: campaign.name } : {}),
    };
    return { id: `${key}-${name}`, time: officeMoment(day, rep.region, random), dimensions };
  };
  const calls = random.count(CALLS_A_DAY * load);
  for (let index = 0; index < calls; index += 1) {
    const { id, time, dimensions } = touch(`call${index}`);
    const emit = recorder.emitter(time, 'business');
    emitCall(emit, { id, time, dimensions, direction: 'outbound', purpose: 'prospecting' }, random);
  }
  const emails = random.count(EMAILS_A_DAY * load);
  for (let index = 0; index < emails; index += 1) {
    const { id, time, dimensions } = touch(`mail${index}`);
    const list = sequence(rep, day, random);
    emitEmail(recorder.emitter(time, 'business'), { id, time, dimensions, list, answers: 0.045 }, random);
  }
}

function sequence(rep: Rep, day: Day, random: Random): string {
  if (random.chance(0.3)) return 'newsletter';
  return teamOf(rep, day).startsWith('Enterprise') ? 'enterprise-sequence' : 'growth-sequence';
}
