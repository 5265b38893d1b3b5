import { contactOf } from './accounts';
import { demand, firstDay, monthName, officeMoment, type Month } from './calendar';
import { drawCampaign } from './deal-plan';
import { runDeal } from './deals';
import { createRandom, opaque } from './random';
import { isOnRoster, nextWorkingDay } from './roster';
import { growth } from './story';
import { isCustomer, managerOf, type World } from './world';

const OUTBOUND_A_MONTH = 1.75;

/** Sellers find deals themselves, too: the ones they enter in the month. */
export function runOutboundDeals(world: World, month: Month): void {
  for (const rep of world.roster) {
    if (rep.teams[0].team === 'Customer Success') continue;
    const random = createRandom(`outbound ${rep.name} ${month}`);
    const count = random.count(OUTBOUND_A_MONTH * rep.load * demand(month) * growth(month));
    for (let index = 0; index < count; index += 1) {
      const from = firstDay(month) + random.integer(0, 27);
      const day = isOnRoster(rep, from) ? nextWorkingDay(rep, from) : undefined;
      if (day === undefined || day >= firstDay(month + 1)) continue;
      const large = rep.teams[0].team.startsWith('Enterprise');
      const fitting = world.market.filter(
        ({ region, segment }) =>
          region === rep.region && (rep.region === 'APAC' || (segment === 'Enterprise') === large),
      );
      const account = random.pick(fitting);
      if (isCustomer(world, account, day)) continue;
      const campaign = drawCampaign(day, random);
      runDeal(world, {
        id: `deal-${monthName(month)}-${rep.seat}-${index}-${opaque(rep.name).slice(0, 4)}`,
        account,
        contact: contactOf(account, random),
        owner: rep,
        pipeline: 'New business',
        origin: 'Outbound',
        day,
        time: officeMoment(day, rep.region, random),
        ...(campaign ? { campaign } : {}),
      });
    }
  }
}

const EXPANSIONS_A_MONTH = 0.065;
/** A customer who will lose interest soon is not asked for more. */
const DAYS_BEFORE_FADING = 70;

/** More for those who are customers already: their managers' deals. */
export function runExpansionDeals(world: World, month: Month): void {
  // A copy, as a sale may add to the list.
  for (const customer of [...world.customers]) {
    const random = createRandom(`expansion ${customer.subscription} ${month}`);
    if (!random.chance(EXPANSIONS_A_MONTH * demand(month))) continue;
    const from = firstDay(month) + random.integer(0, 24);
    if (customer.start + 60 > from || customer.fades < from + DAYS_BEFORE_FADING) continue;
    const owner = managerOf(world, customer, from);
    const day = owner && nextWorkingDay(owner, from);
    if (!owner || day === undefined || day >= firstDay(month + 1)) continue;
    runDeal(world, {
      id: `deal-${monthName(month)}-${customer.subscription}`,
      account: customer,
      contact: contactOf(customer, random),
      owner,
      pipeline: 'Expansion',
      origin: 'Expansion',
      day,
      time: officeMoment(day, owner.region, random),
    });
  }
}
