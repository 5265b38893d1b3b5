import { HOLDS_STILL } from '@saleshub/model';
import { VIEWED_THINGS } from './entities';
import { CLEARED, carriedText, plainText } from './entity';

/** Where the events of a type stand that count, as the end of a SELECT. */
type EventsOf = (type: string) => string;

const statedText = (name: string) => `if(has(cleared, '${name}'), ${CLEARED}, ${name})`;

/**
 * Who sold for which team and when: a row for each spell of a rep, which ends, exclusively, where it says so or where
 * the next one begins. Sorted by their beginning, a spell inherits what it does not state; of those with the same
 * beginning the latest event counts.
 */
const roster = (eventsOf: EventsOf) => `roster AS
SELECT rep, teams[i] AS team, regions[i] AS region, starts[i] AS active_from,
  if(i = length(starts), ends[i], least(ifNull(ends[i], starts[i + 1]), starts[i + 1])) AS active_to
FROM (
  SELECT rep,
    arraySort(groupArray((assumeNotNull(active_from), occurred_at, source, id, active_to,
      ${statedText('team')}, ${statedText('region')}))) AS spells,
    spells.1 AS starts, spells.5 AS ends, ${carriedText('spells.6')} AS teams, ${carriedText('spells.7')} AS regions
  ${eventsOf('rep.set')}
  GROUP BY rep
)
ARRAY JOIN arrayEnumerate(starts) AS i
WHERE i = length(starts) OR starts[i] != starts[i + 1]`;

/** Targets as they were last set. One for a rep is the rep's alone, whatever team was stated with it. */
const targets = (eventsOf: EventsOf) => `targets AS
SELECT metric, rep, of_team AS team, starts AS period_start, ends AS period_end, latest AS value
FROM (
  SELECT metric, rep, if(rep = '', team, '') AS of_team,
    assumeNotNull(period_start) AS starts, assumeNotNull(period_end) AS ends,
    assumeNotNull(argMax(value, (occurred_at, source, id))) AS latest
  ${eventsOf('target.set')}
  GROUP BY metric, rep, of_team, starts, ends
)`;

/** Who looked after an account and when, until somebody else was assigned to it. */
const accountManagers = (eventsOf: EventsOf) => `account_managers AS
SELECT account, reps[i] AS rep, times[i] AS valid_from, if(i = length(times), ${HOLDS_STILL}, times[i + 1]) AS valid_to
FROM (
  SELECT account, arraySort(groupArray((occurred_at, source, id, rep))) AS assignments,
    assignments.1 AS times, assignments.4 AS reps
  ${eventsOf('account.assigned')}
  GROUP BY account
)
ARRAY JOIN arrayEnumerate(times) AS i
WHERE valid_from < valid_to`;

const plainColumns = ['rep', 'team', 'region'].map((name) => `${plainText(name)} AS ${name}`).join(', ');

/** The events of a type that count, from the events that are kept together by record, of which few have to be read. */
const eventsOf = (type: string) => `FROM (
    SELECT * REPLACE (${plainColumns})
    FROM entity_events FINAL
    WHERE entity = '${thingOf(type)}' AND type = '${type}' AND void = 0
  )`;

/** What has so few events that it is computed from them on every query. */
export const VIEWS: readonly string[] = [roster, targets, accountManagers].map(
  (view) => `CREATE VIEW ${view(eventsOf)}`,
);

function thingOf(type: string): string {
  const thing = VIEWED_THINGS.find(({ prefix }) => type.startsWith(prefix));
  if (!thing) throw new Error(`The events of type ${type} are not kept together`);
  return thing.name;
}
