-- The events of reps, targets and accounts: from here on they are kept together by record, and what follows from them is
-- computed on every query from few rows.
INSERT INTO entity_events (entity, key, source, namespace, type, received_at, commit, version, void, id_hash, body_hash, cleared, id, occurred_at, account, opportunity, lead, contact, visitor, rep, team, region, segment, pipeline, channel, product, campaign, competitor, origin, tags, reason, amount, currency, stage, expected_close, loss_reason, direction, outcome, duration_s, purpose, message, thread, list, priority, machine, meeting, starts_at, activity, minutes, page, referrer, intent, survey, score, comment, ticket, review, site, rating, quantity, feature, subscription, mrr, order, items_product, items_quantity, items_amount, metric, period_start, period_end, value, active_from, active_to, title, note, author, kind, target)
SELECT multiIf(startsWith(type, 'rep.'), 'rep', startsWith(type, 'target.'), 'metric', startsWith(type, 'account.'), 'account', ''), sipHash64(namespace, multiIf(startsWith(type, 'rep.'), rep, startsWith(type, 'target.'), metric, startsWith(type, 'account.'), account, '')),
  source, namespace, type, received_at, commit, version, void, id_hash, body_hash, cleared, id, occurred_at, if(has(cleared, 'account'), '\0', account), if(has(cleared, 'opportunity'), '\0', opportunity), if(has(cleared, 'lead'), '\0', lead), if(has(cleared, 'contact'), '\0', contact), if(has(cleared, 'visitor'), '\0', visitor), if(has(cleared, 'rep'), '\0', rep), if(has(cleared, 'team'), '\0', team), if(has(cleared, 'region'), '\0', region), if(has(cleared, 'segment'), '\0', segment), if(has(cleared, 'pipeline'), '\0', pipeline), if(has(cleared, 'channel'), '\0', channel), if(has(cleared, 'product'), '\0', product), if(has(cleared, 'campaign'), '\0', campaign), if(has(cleared, 'competitor'), '\0', competitor), if(has(cleared, 'origin'), '\0', origin), tags, reason, amount, currency, stage, expected_close, loss_reason, direction, outcome, duration_s, purpose, message, thread, list, priority, machine, meeting, starts_at, activity, minutes, page, referrer, intent, survey, score, comment, ticket, review, site, rating, quantity, feature, subscription, mrr, order, items_product, items_quantity, items_amount, metric, period_start, period_end, value, active_from, active_to, title, note, author, kind, target
FROM events
WHERE 1 AND (startsWith(type, 'rep.') OR startsWith(type, 'target.') OR startsWith(type, 'account.'))
;
-- Who sold for which team and when: a row for each stay of a rep, which ends, exclusively, where it says so or where the
-- next one begins. Sorted by their beginning, a stay inherits what it does not state; of those with the same beginning the
-- latest event counts.
CREATE OR REPLACE VIEW roster AS
SELECT rep, teams[i] AS team, regions[i] AS region, starts[i] AS active_from,
  if(i = length(starts), ends[i], least(ifNull(ends[i], starts[i + 1]), starts[i + 1])) AS active_to
FROM (
  SELECT rep,
    arraySort(groupArray((assumeNotNull(active_from), occurred_at, source, id, active_to,
      if(has(cleared, 'team'), '\0', team), if(has(cleared, 'region'), '\0', region)))) AS spells,
    spells.1 AS starts, spells.5 AS ends, arrayMap(v -> if(v = '\0', '', v), arrayFill(v -> v != '', spells.6)) AS teams, arrayMap(v -> if(v = '\0', '', v), arrayFill(v -> v != '', spells.7)) AS regions
  FROM (
    SELECT * REPLACE (if(rep = '\0', '', rep) AS rep, if(team = '\0', '', team) AS team, if(region = '\0', '', region) AS region)
    FROM entity_events FINAL
    WHERE entity = 'rep' AND type = 'rep.set' AND void = 0
  )
  GROUP BY rep
)
ARRAY JOIN arrayEnumerate(starts) AS i
WHERE i = length(starts) OR starts[i] != starts[i + 1]
;
-- Targets as they were last set. One for a rep is the rep's alone, whatever team was stated with it.
CREATE OR REPLACE VIEW targets AS
SELECT metric, rep, of_team AS team, starts AS period_start, ends AS period_end, latest AS value
FROM (
  SELECT metric, rep, if(rep = '', team, '') AS of_team,
    assumeNotNull(period_start) AS starts, assumeNotNull(period_end) AS ends,
    assumeNotNull(argMax(value, (occurred_at, source, id))) AS latest
  FROM (
    SELECT * REPLACE (if(rep = '\0', '', rep) AS rep, if(team = '\0', '', team) AS team, if(region = '\0', '', region) AS region)
    FROM entity_events FINAL
    WHERE entity = 'metric' AND type = 'target.set' AND void = 0
  )
  GROUP BY metric, rep, of_team, starts, ends
)
;
-- Who looked after an account and when, until somebody else was assigned to it.
CREATE OR REPLACE VIEW account_managers AS
SELECT account, reps[i] AS rep, times[i] AS valid_from, if(i = length(times), toDateTime64('2299-12-31 00:00:00', 3, 'UTC'), times[i + 1]) AS valid_to
FROM (
  SELECT account, arraySort(groupArray((occurred_at, source, id, rep))) AS assignments,
    assignments.1 AS times, assignments.4 AS reps
  FROM (
    SELECT * REPLACE (if(rep = '\0', '', rep) AS rep, if(team = '\0', '', team) AS team, if(region = '\0', '', region) AS region)
    FROM entity_events FINAL
    WHERE entity = 'account' AND type = 'account.assigned' AND void = 0
  )
  GROUP BY account
)
ARRAY JOIN arrayEnumerate(times) AS i
WHERE valid_from < valid_to
