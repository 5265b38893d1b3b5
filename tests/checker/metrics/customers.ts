import { number, PEOPLE, text } from './fields';
import { flow, level, type CheckedMetric } from './metric';

const ANSWERS = `(SELECT at, ${PEOPLE}, ${text('survey')} AS survey, ${number('score')} AS score
FROM events WHERE type = 'survey.answered')`;

const REVIEWS = `(
SELECT p.at AS at, p.rep AS rep, p.team AS team, p.rating AS rating,
  countIf(a.at >= p.at AND a.at < p.at + INTERVAL 720 HOUR) > 0 AS answered
FROM (SELECT source, ${text('review')} AS review, at, ${PEOPLE}, ${number('rating')} AS rating FROM events
  WHERE type = 'review.posted') AS p
LEFT JOIN (SELECT source, ${text('review')} AS review, at FROM events WHERE type = 'review.answered') AS a
  ON a.source = p.source AND a.review = p.review
GROUP BY p.source, p.review, p.at, p.rep, p.team, p.rating)`;

export const CUSTOMERS: Readonly<Record<string, CheckedMetric>> = {
  nps: flow('score', `SELECT at, rep, team, (score >= 9) - (score <= 6) AS value FROM ${ANSWERS} WHERE survey = 'nps'`),
  detractor_share: flow('ratio', `SELECT at, rep, team, score <= 6 AS value FROM ${ANSWERS} WHERE survey = 'nps'`),
  csat: flow('ratio', `SELECT at, rep, team, score >= 4 AS value FROM ${ANSWERS} WHERE survey = 'csat'`),
  review_rating: flow('mean', `SELECT at, rep, team, rating AS value FROM ${REVIEWS}`),
  review_response_rate: flow('ratio', `SELECT at, rep, team, answered AS value FROM ${REVIEWS}`),
  usage_change: level(
    'formula',
    `SELECT label, name, least(sum(is_late), sum(1 - is_late)) AS weight, sum(if(is_late, 0, quantity)) AS before,
      if(before = 0, NULL, sum(if(is_late, quantity, 0)) / before - 1) AS value
    FROM (
      SELECT label, {name} AS name, quantity, at >= subtractDays(end, 28) AS is_late
      FROM buckets CROSS JOIN (SELECT at, ${PEOPLE}, ${number('quantity')} AS quantity FROM events WHERE type = 'usage.recorded') AS u
      WHERE at >= subtractDays(end, 56) AND at < end)
    GROUP BY label, name`,
  ),
};
