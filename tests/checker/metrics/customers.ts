import { number, PEOPLE, text } from './fields';
import { flow, type CheckedMetric } from './metric';

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
};
