import { parseEvent, type SalesEvent } from '@saleshub/model';
import type { ClickHouseClient } from '@saleshub/store/read';
import { openWriter, type WriterProblem } from '@saleshub/store/write';
import { HISTORY_END, thingsOf, type CompanySize } from './company';

/** What sales does in a moment: deals move, close and begin, mails go out, calls are made. */
function liveEvents(size: CompanySize, round: number, count: number): SalesEvent[] {
  const deals = thingsOf({ things: 1_000_000 }, size);
  const at = new Date(HISTORY_END + round * 1000).toISOString();
  return Array.from({ length: count }, (_, index) => {
    const number = round * count + index;
    const rep = { rep: `Rep ${number % 120}`, team: `Team ${number % 8}`, account: `Account ${number % 1000}` };
    // The youngest deals are the open ones.
    const opportunity = `o${deals - 1 - ((number * 7) % Math.ceil(deals / 20))}`;
    const kinds = [
      { type: 'opportunity.changed', opportunity, stage: 'Proposal', amount: 100 + (number % 900) },
      { type: 'opportunity.won', opportunity },
      { type: 'opportunity.created', opportunity: `live-${number}`, stage: 'Qualified', amount: 500 },
      { type: 'email.sent', message: `live-${number}`, direction: 'outbound' },
      { type: 'email.opened', message: `live-${number - 1}` },
      { type: 'call.logged', direction: 'outbound', outcome: 'connected' },
    ];
    const parsed = parseEvent(
      { id: `live-${number}`, occurred_at: at, ...rep, ...kinds[index % kinds.length] },
      { now: HISTORY_END + 86_400_000 },
    );
    if (!parsed.ok) throw new Error(parsed.errors[0].message);
    return parsed.event;
  });
}

/** What state cannot follow must not be measured. */
function fail(problem: WriterProblem): never {
  throw new Error(problem.problem, { cause: problem });
}

const ORIGIN = { source: 'live', namespace: 'crm' };

/** Writes a batch every half second while something else is done, with state following. */
export async function underLiveInserts<Result>(
  client: ClickHouseClient,
  size: CompanySize,
  work: () => Promise<Result>,
): Promise<{ result: Result; behindMilliseconds: number[] }> {
  const writer = openWriter({ client, onProblem: fail });
  const behindMilliseconds: number[] = [];
  let ended = false;
  const feeding = (async () => {
    for (let round = 0; !ended; round++) {
      const begin = performance.now();
      await writer.write(ORIGIN, liveEvents(size, round, 200));
      const acknowledged = performance.now();
      await writer.settle();
      behindMilliseconds.push(performance.now() - acknowledged);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 500 - (performance.now() - begin))));
    }
  })();
  try {
    const result = await work();
    return { result, behindMilliseconds };
  } finally {
    ended = true;
    await feeding;
    await writer.close();
  }
}

/** Events a second, in batches: until the last was acknowledged, and until state covered it. */
export async function insertRates(
  client: ClickHouseClient,
  size: CompanySize,
): Promise<{ acknowledged: number; withState: number }> {
  const batches = 10;
  const events = 10_000;
  const writer = openWriter({ client, onProblem: fail, pace: 'bulk' });
  const made = Array.from({ length: batches }, (_, index) => liveEvents(size, 1000 + index, events));
  const begin = performance.now();
  const rate = () => (batches * events) / ((performance.now() - begin) / 1000);
  for (const batch of made) await writer.write(ORIGIN, batch);
  const acknowledged = rate();
  await writer.settle();
  const withState = rate();
  await writer.close();
  return { acknowledged, withState };
}
