import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { hasCrmExport, PIPELINE_FILE, type Deal } from '../support/crm-export';
import { endHubs, makeFolder, query } from '../support/saleshub';
import type { PostedEvent } from './posted-company';
import { postAllUnderFire } from './under-fire';

const RANGE = ['--from', '2016-10-01', '--to', '2018-01-01'];
const title = 'the CRM export posted over HTTP while engine and service are killed';

(hasCrmExport ? describe : describe.skip)(
  hasCrmExport ? title : `${title} (skipped: ../shared/data is not beside the project)`,
  () => {
    const folder = makeFolder();
    afterAll(async () => {
      await endHubs();
      await folder.remove();
    });

    it('gives the numbers that the import gives', async () => {
      const events = await readEvents();
      expect(events).toHaveLength(15_011);
      await postAllUnderFire(folder.path, events, { batchSize: 2000, seed: 11 });

      const ask = async (metric: string) => (await query([metric, ...RANGE], folder.path)).rows[0];
      expect(await ask('win_rate')).toMatchObject({ value: 4238 / 6711, n: 6711 });
      expect(await ask('won_value')).toMatchObject({ value: 10_005_534, n: 4238 });
      expect(await ask('sales_cycle')).toMatchObject({ value: 57, n: 4238 });
      expect(await ask('open_opportunities')).toMatchObject({ value: 1589 });
    }, 180_000);
  },
);

/** The file's rows as events, made here by hand: another way than the importer's. */
async function readEvents(): Promise<PostedEvent[]> {
  const events: PostedEvent[] = [];
  for await (const row of createReadStream(PIPELINE_FILE).pipe(parse({ columns: true, bom: true }))) {
    const deal = row as Deal;
    const opportunity = deal.opportunity_id;
    if (deal.engage_date === '') continue;
    events.push({
      id: `${opportunity}:created`,
      type: 'opportunity.created',
      occurred_at: `${deal.engage_date}T00:00:00Z`,
      opportunity,
      product: deal.product,
    });
    const closed = { id: `${opportunity}:closed`, occurred_at: `${deal.close_date}T00:00:00Z`, opportunity };
    if (deal.deal_stage === 'Won') events.push({ ...closed, type: 'opportunity.won', amount: deal.close_value });
    if (deal.deal_stage === 'Lost') events.push({ ...closed, type: 'opportunity.lost' });
  }
  return events;
}
