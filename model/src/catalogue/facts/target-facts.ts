import type { Dimension } from '../dimensions';
import { FROM, NOW, TO, type PointFacts, type Scope } from './facts';
import { openSince } from './pipeline-facts';

/** Whose targets a query asks for: those of each rep, of each team, or the company's. */
type Holder = 'rep' | 'team' | 'company';

function holderOf({ groupBy, filteredBy }: Scope): Holder {
  const named = (name: Dimension) => groupBy.includes(name) || filteredBy.includes(name);
  return named('rep') ? 'rep' : named('team') ? 'team' : 'company';
}

/** The company's target of a period is its own, else the sum of its teams', else of its reps'. */
const COMPANY_TARGETS = `SELECT '' AS rep, '' AS team, period_start, period_end,
      multiIf(countIf(targets.rep = '' AND targets.team = '') > 0, sumIf(targets.value, targets.rep = '' AND targets.team = ''),
        countIf(targets.team != '') > 0, sumIf(targets.value, targets.team != ''), sum(targets.value)) AS value
    FROM targets WHERE metric = 'won_value' GROUP BY period_start, period_end`;

const targetsOf = (holder: Holder) =>
  holder === 'company'
    ? COMPANY_TARGETS
    : `SELECT rep, team, period_start, period_end, value FROM targets WHERE metric = 'won_value' AND ${holder} != ''`;

const keyOf = (holder: Holder) => (holder === 'company' ? "''" : `toString(${holder})`);
/** A date's midnight in the query's time zone. */
const midnight = (date: string) => `toDateTime64(${date}, 3, {time_zone:String})`;
const NO_DATE = 'CAST(NULL AS Nullable(Date))';

/** Deals that count towards a target: won ones at their close, open ones while they were open. */
const dealsOf = (holder: Holder) => `
    SELECT ${keyOf(holder)} AS holder, 1 AS is_close, closed_at AS since, closed_at AS until, amount, ${NO_DATE} AS expected_close
    FROM opportunity_closes FINAL WHERE effective = 1 AND is_won = 1 AND closed_at < ${TO}
    UNION ALL
    SELECT ${keyOf(holder)} AS holder, 0 AS is_close, valid_from AS since, valid_to AS until, amount, expected_close
    FROM ${openSince(FROM)} WHERE valid_from < ${TO}`;

/** The bucket in which a period begins; the first one where it began before the range. */
const BUCKET = 'arrayLast(p -> p.2 <= greatest(begins, points[1].2), points)';
const WON = 'deal.is_close = 1 AND deal.since >= target.begins AND deal.since < target.as_of';
const OPEN = `deal.is_close = 0 AND deal.since < target.as_of AND deal.until >= target.as_of
      AND deal.expected_close >= target.period_start AND deal.expected_close < target.period_end`;

/**
 * The target periods that overlap the range, with what had been won in each and what was open to be won in it: as of
 * its end, the range's end or now, whichever comes first. Holders that stand in one row have one target together.
 */
export const targetPeriods: PointFacts = {
  read: 'points',
  from: (scope) => {
    const holder = holderOf(scope);
    return `(
  SELECT point${scope.names}, sum(own_target) AS target, sum(own_won) AS won, sum(own_won_deals) AS won_deals,
    sum(own_open) AS open, sum(own_open_deals) AS open_deals
  FROM (SELECT *${scope.groups} FROM (
    SELECT target.period_start AS period_start, target.period_end AS period_end, target.rep AS rep, target.team AS team, any(target.point) AS point, toFloat64(any(target.value)) AS own_target,
      ifNull(toFloat64(sumIf(deal.amount, ${WON})), 0) AS own_won, countIf(isNotNull(deal.amount) AND ${WON}) AS own_won_deals,
      ifNull(toFloat64(sumIf(deal.amount, ${OPEN})), 0) AS own_open, countIf(${OPEN}) AS own_open_deals
    FROM (
      SELECT *, ${BUCKET} AS point, least(ends, ${TO}, ${NOW}) AS as_of
      FROM (
        SELECT *, ${keyOf(holder)} AS holder, ${midnight('period_start')} AS begins, ${midnight('period_end')} AS ends
        FROM (${targetsOf(holder)})
      )
      WHERE begins < ${TO} AND ends > ${FROM}
    ) AS target
    LEFT JOIN (${dealsOf(holder)}
    ) AS deal ON deal.holder = target.holder
    GROUP BY rep, team, period_start, period_end
  ) WHERE 1${scope.conditions})
  GROUP BY point${scope.names}, period_start, period_end
)`;
  },
  where: [],
  dimensions: ['rep', 'team'],
  entities: 'target periods',
  stored: "targets WHERE metric = 'won_value'",
};
