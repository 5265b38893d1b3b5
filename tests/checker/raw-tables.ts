import type { RawEvent } from './event';

/** Texts of an event as they stand in a column: absent is NULL, cleared is '-', stated is '=' and the text. */
const said = (field: string) =>
  `multiIf(NOT JSONHas(body, '${field}'), NULL, JSONType(body, '${field}') = 'Null', '-', ` +
  `concat('=', if(JSONType(body, '${field}') = 'String', JSONExtractString(body, '${field}'), ` +
  `JSONExtractRaw(body, '${field}'))))`;

const CARRIED = ['rep', 'team', 'account', 'lead', 'amount', 'stage', 'expected_close'];

/** What was stated last up to the row of the record. */
const carried = (field: string) =>
  `nullIf(substring(ifNull(anyLast(said_${field}) OVER so_far, '-'), 2), '') AS ${field}`;

/** The amount that a loss states says nothing: many tools set it to zero. */
const statedInDeal = (field: string) =>
  field === 'amount' ? `if(type = 'opportunity.lost', NULL, ${said(field)})` : said(field);

/** Events that count: neither retracted nor of a record that was deleted. */
const COUNTED = `
CREATE TABLE events ENGINE = Memory AS
SELECT source, JSONExtractString(body, 'id') AS id, JSONExtractString(body, 'type') AS type, body,
  parseDateTime64BestEffort(JSONExtractString(body, 'occurred_at'), 3, 'UTC') AS at
FROM raw
WHERE (source, id) NOT IN (
    SELECT source, JSONExtractString(body, 'target') FROM raw WHERE JSONExtractString(body, 'type') = 'event.retracted')
  AND arrayAll(kind -> NOT JSONHas(body, kind) OR (source, kind, JSONExtractString(body, kind)) NOT IN (
    SELECT source, JSONExtractString(body, 'kind'), JSONExtractString(body, 'record') FROM raw
    WHERE JSONExtractString(body, 'type') = 'record.deleted'), ['opportunity'])`;

/** Where an open deal stands after as many closes and reopenings by turns, beginning with what it was not. */
const TURNS = `
CREATE TABLE deal_instants ENGINE = Memory AS
SELECT source, deal, instant.1 AS at, before = 1 AS closed_before
FROM (
  SELECT source, deal, arraySort(groupArray((at, closes, reopenings))) AS instants,
    arrayMap(i -> arrayFold((closed, x) -> toUInt8(if(closed = 0, x.2 > x.3, x.2 >= x.3)),
      arraySlice(instants, 1, i), toUInt8(0)), range(length(instants))) AS befores
  FROM (
    SELECT source, JSONExtractString(body, 'opportunity') AS deal, at,
      countIf(type IN ('opportunity.won', 'opportunity.lost')) AS closes, countIf(type = 'opportunity.reopened') AS reopenings
    FROM events WHERE startsWith(type, 'opportunity.') GROUP BY source, deal, at)
  GROUP BY source, deal)
ARRAY JOIN instants AS instant, befores AS before`;

const STEPS = `
CREATE TABLE deal_steps ENGINE = Memory AS
SELECT *, row_number() OVER (PARTITION BY source, deal ORDER BY at, turn, sequence, id) AS place
FROM (
  SELECT source, deal, at, id, type, body, closed_before, sequence,
    row_number() OVER (PARTITION BY source, deal, at, kind ORDER BY sequence, id) AS nth,
    multiIf(kind = 'created', 0, kind = 'changed', 1, 2 * nth + if((kind = 'close') = (closed_before = 0), 0, 1)) AS turn
  FROM (
    SELECT source, JSONExtractString(body, 'opportunity') AS deal, at, id, type, body, closed_before,
      if(JSONHas(body, 'sequence'), JSONExtractUInt(body, 'sequence'), toUInt64(9e18)) AS sequence,
      multiIf(type IN ('opportunity.won', 'opportunity.lost'), 'close', substring(type, 13)) AS kind
    FROM events AS e
    INNER JOIN deal_instants AS i ON i.source = e.source AND i.deal = JSONExtractString(e.body, 'opportunity') AND i.at = e.at
    WHERE startsWith(type, 'opportunity.')))`;

const DEAL_EVENTS = `
CREATE TABLE deal_events ENGINE = Memory AS
SELECT source, deal, at, type, place, rep, team, account, lead, stage, expected_close, toDecimal64OrNull(amount, 2) AS amount
FROM (
  SELECT source, deal, at, type, place, ${CARRIED.map(carried).join(', ')}
  FROM (SELECT *, ${CARRIED.map((field) => `${statedInDeal(field)} AS said_${field}`).join(', ')} FROM deal_steps)
  WINDOW so_far AS (PARTITION BY source, deal ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))`;

/** A deal's creation and its latest close, with the places of their events; `outcome` is empty while it is open. */
const DEALS = `
CREATE TABLE deals ENGINE = Memory AS
SELECT source, deal,
  minIf((at, place), type IN ('opportunity.created', 'opportunity.won', 'opportunity.lost', 'opportunity.reopened')) AS begun,
  if(countIf(type = 'opportunity.created') > 0, begun, min((at, place))) AS created,
  argMaxIf((type, at, place), place, type IN ('opportunity.won', 'opportunity.lost', 'opportunity.reopened')) AS last,
  created.1 AS created_at, created.2 AS created_place,
  multiIf(last.1 = 'opportunity.won', 'won', last.1 = 'opportunity.lost', 'lost', '') AS outcome,
  if(outcome = '', toDateTime64('2200-01-01', 3, 'UTC'), last.2) AS closed_at, last.3 AS closed_place
FROM deal_events GROUP BY source, deal`;

/** The deals as they were when they were created, and when they were closed last. */
const DEAL_CREATIONS = `
CREATE TABLE deal_creations ENGINE = Memory AS
SELECT d.source AS source, d.deal AS deal, d.created_at AS at, e.rep AS rep, e.team AS team, e.account AS account, e.lead AS lead
FROM deals AS d INNER JOIN deal_events AS e ON e.source = d.source AND e.deal = d.deal AND e.place = d.created_place`;

const DEAL_CLOSES = `
CREATE TABLE deal_closes ENGINE = Memory AS
SELECT d.source AS source, d.deal AS deal, d.outcome AS outcome, d.created_at AS created_at, d.closed_at AS at,
  e.rep AS rep, e.team AS team, e.account AS account, e.amount AS amount
FROM deals AS d INNER JOIN deal_events AS e ON e.source = d.source AND e.deal = d.deal AND e.place = d.closed_place
WHERE d.outcome != ''`;

/** Stays of deals in stages, of those that left them, with whose the deal was before it left; closing is leaving. */
const STAYS = `
CREATE TABLE stays ENGINE = Memory AS
SELECT source, deal, stage, began_at, left_at AS at, who.1 AS rep, who.2 AS team
FROM (
  SELECT source, deal, stage, at AS began_at, leadInFrame(toNullable(at)) OVER following AS left_at,
    leadInFrame(who_before) OVER following AS who
  FROM (
    SELECT source, deal, at, place, state AS stage, lagInFrame(state) OVER so_far AS stage_before,
      lagInFrame((rep, team)) OVER so_far AS who_before
    FROM (
      SELECT *, if(ifNull(anyLast(closes) OVER so_far, 0) = 1, '', ifNull(stage, '')) AS state
      FROM (
        SELECT *, multiIf(type IN ('opportunity.won', 'opportunity.lost'), 1, type = 'opportunity.reopened', 0, NULL) AS closes
        FROM deal_events)
      WINDOW so_far AS (PARTITION BY source, deal ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
    WINDOW so_far AS (PARTITION BY source, deal ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
  WHERE stage != stage_before
  WINDOW following AS (PARTITION BY source, deal ORDER BY place ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))
WHERE stage != '' AND left_at > began_at`;

const SUBSCRIPTION_EVENTS = `
CREATE TABLE subscription_events ENGINE = Memory AS
SELECT source, subscription, at, type, place, rep, team, account, toDecimal64OrNull(mrr, 2) AS mrr
FROM (
  SELECT source, subscription, at, type, place, ${['rep', 'team', 'account', 'mrr'].map(carried).join(', ')}
  FROM (
    SELECT source, JSONExtractString(body, 'subscription') AS subscription, at, type,
      row_number() OVER (PARTITION BY source, subscription ORDER BY at) AS place,
      ${['rep', 'team', 'account', 'mrr'].map((field) => `${said(field)} AS said_${field}`).join(', ')}
    FROM events WHERE startsWith(type, 'subscription.'))
  WINDOW so_far AS (PARTITION BY source, subscription ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))`;

/** Meetings as their last event describes them; one that was ever held was held, else its last event decides. */
const MEETINGS = `
CREATE TABLE meetings ENGINE = Memory AS
SELECT source, meeting,
  ${['rep', 'team', 'account', 'lead', 'contact', 'purpose']
    .map(
      (field) =>
        `nullIf(substring(ifNull(argMaxIf(said_${field}, place, said_${field} IS NOT NULL), '-'), 2), '') AS ${field}`,
    )
    .join(', ')},
  if(countIf(type = 'meeting.held') > 0, 'held', substring(argMax(type, place), 9)) AS state,
  multiIf(state = 'held', maxIf(at, type = 'meeting.held'), state = 'no_show', max(at), argMaxIf(start, place, start IS NOT NULL)) AS starts_at
FROM (
  SELECT source, JSONExtractString(body, 'meeting') AS meeting, at, type, (at, type, id) AS place,
    parseDateTime64BestEffortOrNull(JSONExtractString(body, 'starts_at'), 3, 'UTC') AS start,
    ${['rep', 'team', 'account', 'lead', 'contact', 'purpose'].map((field) => `${said(field)} AS said_${field}`).join(', ')}
  FROM events WHERE startsWith(type, 'meeting.'))
GROUP BY source, meeting`;

/** The table of raw events, its rows, and the statements that derive what the metrics share. */
export function rawTables(events: readonly RawEvent[]): { create: string; rows: unknown[]; derive: string[] } {
  return {
    create: 'CREATE TABLE raw (source String, body String) ENGINE = Memory',
    rows: events.map(({ source, body }) => ({ source, body: JSON.stringify(body) })),
    derive: [
      COUNTED,
      TURNS,
      STEPS,
      DEAL_EVENTS,
      DEALS,
      DEAL_CREATIONS,
      DEAL_CLOSES,
      STAYS,
      SUBSCRIPTION_EVENTS,
      MEETINGS,
    ],
  };
}
