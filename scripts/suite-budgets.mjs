/** Seconds that each long suite takes in a whole run on two cores that do nothing else. */
const BUDGETS = {
  'tests/reference/reference.test.ts': 190,
  'store/src/write/state/rebuild.test.ts': 51,
  'tests/end-to-end/crm-pipeline.test.ts': 49,
  'store/src/write/state/deleted-records.test.ts': 46,
  'tests/browser/dashboards.test.ts': 45,
  'tests/reference/golden/golden.test.ts': 40,
  'tests/reference/known-at.test.ts': 25,
  'tests/browser/sales-overview.test.ts': 39,
  'store/src/write/state/opportunities.test.ts': 37,
  'model/src/query/types/metric/answer-any.test.ts': 34,
  'plugin/src/editor/query-editor.test.tsx': 34,
  'tests/faults/kill.test.ts': 34,
  'tests/end-to-end/snapshots.test.ts': 33,
  'tests/faults/stop.test.ts': 32,
  'store/src/write/state/opportunity-stages.test.ts': 29,
  'tests/faults/crm-export-over-http.test.ts': 29,
  'tests/end-to-end/command-line.test.ts': 27,
  'tests/end-to-end/crm-export.test.ts': 27,
  'tests/browser/default-pictures.test.ts': 25,
  'plugin/backend/src/outage.test.ts': 23,
  'store/src/write/state/subscriptions.test.ts': 23,
  'tests/reference/histories/density.test.ts': 23,
  'ingest/src/records/take-snapshot.test.ts': 20,
  'demo/src/demo-events.test.ts': 19,
  'store/src/write/commit/event-writer.test.ts': 19,
  'store/src/embedded/life-cycle.test.ts': 17,
  'tests/end-to-end/refused-rows.test.ts': 17,
  'tests/end-to-end/snapshot-api.test.ts': 17,
  'model/src/query/types/metric/placeholders.test.ts': 16,
  'store/src/write/schema/migrate.test.ts': 16,
  'tests/checker/checker.test.ts': 16,
  'tests/faults/cut-answers.test.ts': 15,
  'tests/statistics/stable-days.test.ts': 15,
  'model/src/calendar/buckets.test.ts': 14,
  'tests/end-to-end/recognised-table.test.ts': 14,
};

/** Seconds of a suite that is not listed. */
const USUAL_BUDGET = 12;

/**
 * How long a suite may take.
 * @param suite the path of its file from the root of the project
 * @returns seconds
 */
export function budgetOf(suite) {
  return BUDGETS[suite] ?? USUAL_BUDGET;
}

export const LISTED_SUITES = Object.keys(BUDGETS);
