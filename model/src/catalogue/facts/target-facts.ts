import type { Dimension } from '../dimensions';
import { FROM, NOW, TO, type FactRecord, type PointFacts, type Scope } from './facts';
import { openSince } from './pipeline-facts';

/** Whose targets a query asks for: those of each rep, of each team, or the company's. */
type Holder = 'rep' | 'team' | 'company';

function holderOf({ groupBy, filteredBy }: Pick<Scope, 'groupBy' | 'filteredBy'>): Holder {
  const named = (name: Dimension) => groupBy.includes(name) || filteredBy.includes(name);
  return named('rep') ? 'rep' : named('team') ? 'team' : 'company';
}

/** A date's midnight in the query's time zone. */
const midnight = (date: string) => `toDateTime64(${date}, 3, {time_zone:String})`;
const OVERLAPS_RANGE = `${midnight('period_start')} < ${TO} AND ${midnight('period_end')} > ${FROM}`;

/**
 * The company's targets are its own where it has any in the range, else the sum of its teams', else of its reps': those of
 * one kind alone, since a quarter of the company and the months of its reps are the same money.
 */
const COMPANY_TARGETS = `SELECT '' AS rep, '' AS team, period_start, period_end, sum(targets.value) AS value
    FROM (
      SELECT period_start, period_end, value, multiIf(rep = '' AND team = '', 1, team != '', 2, 3) AS kind, min(kind) OVER () AS first_kind
      FROM targets WHERE metric = 'won_value' AND ${OVERLAPS_RANGE}
    ) AS targets
    WHERE kind = first_kind GROUP BY period_start, period_end`;

const targetsOf = (holder: Holder) =>
  holder === 'company'
    ? COMPANY_TARGETS
    : `SELECT rep, team, period_start, period_end, value FROM targets WHERE metric = 'won_value' AND ${holder} != ''`;

const keyOf = (holder: Holder) => (holder === 'company' ? "''" : `toString(${holder})`);
const NO_DATE = 'CAST(NULL AS Nullable(Date))';

/** Deals that may count towards a target: won ones at their close, open ones while they were open. */
const dealsOf = (holder: Holder) => `
    SELECT ${keyOf(holder)} AS holder, 1 AS is_close, closed_at AS since, closed_at AS until, opportunity, amount, ${NO_DATE} AS expected_close
    FROM opportunity_closes FINAL WHERE effective = 1 AND is_won = 1 AND closed_at < ${TO}
    UNION ALL
    SELECT ${keyOf(holder)} AS holder, 0 AS is_close, valid_from AS since, valid_to AS until, opportunity, amount, expected_close
    FROM ${openSince(`least(${FROM}, ${NOW})`)} WHERE valid_from < ${TO}`;

/** The bucket in which a period begins; the first one where it began before the range. */
const BUCKET = 'arrayLast(p -> p.2 <= greatest(begins, points[1].2), points)';
const WON = 'deal.is_close = 1 AND deal.since >= target.begins AND deal.since < target.as_of';
const OPEN = `deal.is_close = 0 AND deal.since < target.as_of AND deal.until >= target.as_of
      AND deal.expected_close >= target.period_start AND deal.expected_close < target.period_end`;

/** The targets whose periods overlap the range, each as of its end, the range's or now, whichever comes first. */
const askedTargets = (holder: Holder) => `
      SELECT *, ${BUCKET} AS point, least(ends, ${TO}, ${NOW}) AS as_of
      FROM (
        SELECT *, ${keyOf(holder)} AS holder, ${midnight('period_start')} AS begins, ${midnight('period_end')} AS ends
        FROM (${targetsOf(holder)})
      )
      WHERE begins < ${TO} AND ends > ${FROM}`;

const seconds = (instant: string) => `toUnixTimestamp64Milli(${instant}) / 1000`;

/**
 * The targets with what is forecast to be won in the rest of their periods: of a week of which a part belongs to it, the same
 * part of the amount. Bound are where the forecast's weeks begin and end, whose they are, and the amounts, those of each
 * holder one after the other.
 */
const forecastTargets = (holder: Holder) => `
      SELECT *, ${seconds('ends')} > {forecast_edges:Array(Float64)}[-1] AS is_beyond,
        length({forecast_edges:Array(Float64)}) - 1 AS weeks, indexOf({forecast_holders:Array(String)}, holder) AS place,
        if(place = 0, 0, arraySum(
          (amount, start, end) -> amount * greatest(0, least(end, ${seconds('ends')}) - greatest(start, ${seconds('greatest(as_of, begins)')})) / (end - start),
          arrayResize(arraySlice({forecast_amounts:Array(Float64)}, 1 + (greatest(place, 1) - 1) * weeks, weeks), weeks),
          arrayPopBack({forecast_edges:Array(Float64)}), arrayPopFront({forecast_edges:Array(Float64)}))) AS rest
      FROM (${askedTargets(holder)}
      )`;

/** The sums of target periods that need a forecast. */
const FORECAST_SUMS = ', sum(own_rest) AS rest, max(own_is_beyond) AS is_beyond';
const FORECAST_PARTS = ', any(target.rest) AS own_rest, any(target.is_beyond) AS own_is_beyond';

/** Target periods with what was won and what was open in each. Holders that stand in one row have one target together. */
function periodsOf(scope: Scope, isForecast = false): string {
  const holder = holderOf(scope);
  const targets = isForecast ? forecastTargets(holder) : askedTargets(holder);
  return `(
  SELECT point${scope.names}, period_start, period_end, sum(own_target) AS target, sum(own_won) AS won, sum(own_won_deals) AS won_deals,
    sum(own_open) AS open, sum(own_open_deals) AS open_deals${isForecast ? FORECAST_SUMS : ''}
  FROM (SELECT *${scope.groups} FROM (
    SELECT target.period_start AS period_start, target.period_end AS period_end, target.rep AS rep, target.team AS team, any(target.point) AS point, toFloat64(any(target.value)) AS own_target,
      ifNull(toFloat64(sumIf(deal.amount, ${WON})), 0) AS own_won, countIf(isNotNull(deal.amount) AND ${WON}) AS own_won_deals,
      ifNull(toFloat64(sumIf(deal.amount, ${OPEN})), 0) AS own_open, countIf(${OPEN}) AS own_open_deals${isForecast ? FORECAST_PARTS : ''}
    FROM (${targets}
    ) AS target
    LEFT JOIN (${dealsOf(holder)}
    ) AS deal ON deal.holder = target.holder
    GROUP BY rep, team, period_start, period_end
  ) WHERE 1${scope.conditions})
  GROUP BY point${scope.names}, period_start, period_end
)`;
}

const OF_TARGETS = {
  read: 'points',
  where: [],
  dimensions: ['rep', 'team'],
  stored: "targets WHERE metric = 'won_value'",
} as const;

/** The target periods that overlap the range, with what had been won in each and what was open to be won in it. */
export const targetPeriods: PointFacts = {
  ...OF_TARGETS,
  from: periodsOf,
  entities: 'target periods',
  record: {
    time: midnight('period_start'),
    id: "concat(toString(period_start), '/', toString(period_end))",
    type: "'target'",
  },
};

/** The same with what is forecast to be won in the rest of each. */
export const targetForecasts: PointFacts = { ...targetPeriods, from: (scope) => periodsOf(scope, true) };

/** Whose forecast a metric of {@link targetForecasts} needs. */
export const forecastHolder = (scope: Pick<Scope, 'groupBy' | 'filteredBy'>): Holder => holderOf(scope);

/** The deals that count towards the asked targets, once for each. */
const countedDeals = (scope: Scope, counted: string) => {
  const holder = holderOf(scope);
  return `(
  SELECT *${scope.groups} FROM (
    SELECT target.point AS point, target.rep AS rep, target.team AS team, target.period_start AS period_start, target.period_end AS period_end,
      deal.opportunity AS opportunity, deal.since AS since, deal.amount AS amount
    FROM (${askedTargets(holder)}
    ) AS target
    INNER JOIN (${dealsOf(holder)}
    ) AS deal ON deal.holder = target.holder
    WHERE ${counted}
  ) WHERE 1${scope.conditions}
)`;
};

const DEAL_RECORD: FactRecord = { time: 'since', id: 'opportunity', type: "'opportunity'", amount: 'amount' };

/** What {@link targetPeriods} count as won deals. */
export const dealsWonForTargets: PointFacts = {
  ...OF_TARGETS,
  from: (scope) => countedDeals(scope, `isNotNull(deal.amount) AND ${WON}`),
  entities: 'won opportunities',
  record: DEAL_RECORD,
};

/** What {@link targetPeriods} count as open deals, of the periods whose target is not met. */
export const dealsOpenForTargets: PointFacts = {
  ...OF_TARGETS,
  from: (scope) => `(
  SELECT * FROM ${countedDeals(scope, OPEN)}
  WHERE (period_start, period_end) IN (SELECT period_start, period_end FROM ${periodsOf(scope)} WHERE target > won)
)`,
  entities: 'open opportunities',
  record: DEAL_RECORD,
};
