import { HOLDS_STILL } from '@saleshub/model';
import { CLEARED, carriedText } from './entity';

const statedText = (name: string) => `if(has(cleared, '${name}'), ${CLEARED}, ${name})`;

/**
 * Who sold for which team and when: a row for each spell of a rep, which ends, exclusively, where it says so or where
 * the next one begins. Sorted by their beginning, a spell inherits what it does not state; of those with the same
 * beginning the latest event counts.
 */
const roster = `CREATE VIEW IF NOT EXISTS roster AS
SELECT rep, teams[i] AS team, regions[i] AS region, starts[i] AS active_from,
  if(i = length(starts), ends[i], least(ifNull(ends[i], starts[i + 1]), starts[i + 1])) AS active_to
FROM (
  SELECT rep,
    arraySort(groupArray((assumeNotNull(active_from), occurred_at, source, id, active_to,
      ${statedText('team')}, ${statedText('region')}))) AS spells,
    spells.1 AS starts, spells.5 AS ends, ${carriedText('spells.6')} AS teams, ${carriedText('spells.7')} AS regions
  FROM events FINAL
  WHERE type = 'rep.set' AND void = 0
  GROUP BY rep
)
ARRAY JOIN arrayEnumerate(starts) AS i
WHERE i = length(starts) OR starts[i] != starts[i + 1]`;

/** Targets as they were last set. One for a rep is the rep's alone, whatever team was stated with it. */
const targets = `CREATE VIEW IF NOT EXISTS targets AS
SELECT metric, rep, of_team AS team, starts AS period_start, ends AS period_end, latest AS value
FROM (
  SELECT metric, rep, if(rep = '', team, '') AS of_team,
    assumeNotNull(period_start) AS starts, assumeNotNull(period_end) AS ends,
    assumeNotNull(argMax(value, (occurred_at, source, id))) AS latest
  FROM events FINAL
  WHERE type = 'target.set' AND void = 0
  GROUP BY metric, rep, of_team, starts, ends
)`;

/** Who looked after an account and when, until somebody else was assigned to it. */
const accountManagers = `CREATE VIEW IF NOT EXISTS account_managers AS
SELECT account, reps[i] AS rep, times[i] AS valid_from, if(i = length(times), ${HOLDS_STILL}, times[i + 1]) AS valid_to
FROM (
  SELECT account, arraySort(groupArray((occurred_at, source, id, rep))) AS assignments,
    assignments.1 AS times, assignments.4 AS reps
  FROM events FINAL
  WHERE type = 'account.assigned' AND void = 0
  GROUP BY account
)
ARRAY JOIN arrayEnumerate(times) AS i
WHERE valid_from < valid_to`;

/** What is so little that it is told from the events whenever it is asked for. */
export const VIEWS: readonly string[] = [roster, targets, accountManagers];
