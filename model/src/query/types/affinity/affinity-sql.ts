import { TO, eventsOf } from '../../../catalogue/facts/facts';
import { filterCondition } from '../../shared/filters';
import type { CheckedAffinityQuery } from './schema';

/**
 * The SELECT of product affinities as of the range's end: a row for each ordered pair of products that some account has
 * both of, with `product`, `other_product`, `n` (accounts with both), `with_product`, `with_other` and `accounts` (with
 * any product). Of one account: pairs of a product that it has and one that it lacks.
 *
 * Support, confidence and lift as R. Agrawal, T. Imieliński and A. Swami (1993) and S. Brin et al. (1997) define them.
 */
export function affinitySql({ filters, parameters: { product, account } }: CheckedAffinityQuery): string {
  const conditions = filters.map(filterCondition).map((condition) => ` AND (${condition})`);
  const conditionText = conditions.join('');
  const chosen = [
    ...(product === undefined ? [] : ['product = {product:String}']),
    ...(account === undefined ? [] : ['has(owned, product)', 'NOT has(owned, other_product)']),
  ];
  return `WITH baskets AS (
  SELECT account, groupUniqArray(bought) AS products
  FROM (
    SELECT account, arrayJoin(items_product) AS bought FROM ${eventsOf('order.placed')} AND account != '' AND occurred_at < ${TO}${conditionText}
    UNION ALL
    SELECT account, product AS bought FROM opportunity_closes FINAL
    WHERE effective = 1 AND is_won = 1 AND account != '' AND closed_at < ${TO}${conditionText}
  )
  WHERE bought != ''
  GROUP BY account
), (SELECT count() FROM baskets) AS accounts, (
  SELECT groupUniqArrayArray(products) FROM baskets WHERE account = {account:String}
) AS owned, sizes AS (
  SELECT arrayJoin(products) AS product, count() AS size FROM baskets GROUP BY product
)
SELECT pairs.product AS product, pairs.other_product AS other_product, pairs.n AS n,
  first.size AS with_product, second.size AS with_other, accounts
FROM (
  SELECT product, other_product, count() AS n
  FROM (
    SELECT product, arrayJoin(products) AS other_product FROM (SELECT products, arrayJoin(products) AS product FROM baskets)
  )
  WHERE ${['product != other_product', ...chosen].join(' AND ')}
  GROUP BY product, other_product
) AS pairs
INNER JOIN sizes AS first ON first.product = pairs.product
INNER JOIN sizes AS second ON second.product = pairs.other_product
ORDER BY n / with_product DESC, n DESC, product, other_product${account === undefined ? '' : '\nLIMIT 1 BY other_product'}`;
}
