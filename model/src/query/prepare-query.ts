import type { Answer } from './answer';
import { answerMetric } from './answer-metric';
import type { CheckedMetricQuery } from './check-metric';
import { compileMetric } from './compile-metric';
import type { QueryContext } from './context';
import type { CheckedQuery } from './parse-query';
import type { ResultRow } from './series';
import type { Statement } from './sql';
import { prepareAccountsAtRisk } from './types/accounts-at-risk/prepare-accounts-at-risk';
import { prepareAffinity } from './types/affinity/prepare-affinity';
import { prepareAttribution } from './types/attribution/prepare-attribution';
import { prepareJourney } from './types/journey/prepare-journey';
import { prepareAnnotations } from './types/annotations/prepare-annotations';
import { answerDefinitions } from './types/definitions/answer-definitions';
import { prepareForecast } from './types/forecast/prepare-forecast';
import { prepareFunnel } from './types/funnel/prepare-funnel';
import { prepareLeaderboard } from './types/leaderboard/prepare-leaderboard';
import { prepareRecords } from './types/records/prepare-records';

/** What is to be asked of ClickHouse, and how its rows become the answer. */
export interface PreparedQuery {
  /** Independent of each other, each one SELECT. */
  statements: readonly Statement[];
  /**
   * Pure.
   * @param results the rows of each statement, in their order
   * @throws QueryError when the answer is larger than can be answered
   */
  answer: (results: readonly (readonly ResultRow[])[]) => Answer;
}

/**
 * Turns a checked query into statements and the way from their rows to the answer. Pure: the same query and context
 * give the same text.
 * @throws QueryError when the range or the number of points is out of bounds
 */
export function prepareQuery(query: CheckedQuery, context: QueryContext): PreparedQuery {
  switch (query.queryType) {
    case 'metric':
      return prepareMetric(query, context);
    case 'leaderboard':
      return prepareLeaderboard(query, context);
    case 'journey':
      return prepareJourney(query, context);
    case 'attribution':
      return prepareAttribution(query, context);
    case 'affinity':
      return prepareAffinity(query, context);
    case 'records':
      return prepareRecords(query, context);
    case 'funnel':
      return prepareFunnel(query, context);
    case 'forecast':
      return prepareForecast(query, context);
    case 'accounts_at_risk':
      return prepareAccountsAtRisk(query, context);
    case 'annotations':
      return prepareAnnotations(query, context);
    case 'definitions':
      return { statements: [], answer: answerDefinitions };
  }
}

function prepareMetric(query: CheckedMetricQuery, context: QueryContext): PreparedQuery {
  const compiled = compileMetric(query, context);
  const { own, earlier, roster } = compiled;
  return {
    statements: [own, earlier, roster].filter((statement) => statement !== undefined),
    answer: (results) => {
      const [ofOwn = [], ...rest] = results;
      const ofEarlier = earlier && rest.shift();
      const ofRoster = roster && rest.shift();
      const rows = {
        own: ofOwn,
        ...(ofEarlier && { earlier: ofEarlier }),
        ...(ofRoster && { roster: ofRoster }),
      };
      return answerMetric(compiled, rows, context);
    },
  };
}
