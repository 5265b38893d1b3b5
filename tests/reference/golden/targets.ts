import { event } from '../plain/example';
import { breakdown, golden, leftOut, series, total, type Golden } from './golden';

const target = (value: number, whose: Record<string, string> = {}, period = ['2024-04-01', '2024-07-01']) =>
  event('target.set', '2024-01-01', {
    ...{ metric: 'won_value', value, ...whose },
    ...{ period_start: period[0] ?? '', period_end: period[1] ?? '' },
  });
const won = (opportunity: string, time: string, amount: number, fields: Record<string, string> = {}) =>
  event('opportunity.won', time, { opportunity, amount, ...fields });

const wins = [
  won('o1', '2024-04-01', 100, { rep: 'Ada', team: 'North' }),
  won('o2', '2024-06-30T23:59:59Z', 200, { rep: 'Ben', team: 'North' }),
  won('o3', '2024-07-01', 400, { rep: 'Ada', team: 'North' }),
  won('o4', '2024-05-01', 800),
];
const targets = [target(400, { rep: 'Ada' }), target(100, { rep: 'Ben' }), target(1000, { team: 'North' })];

function quotaAttainmentIsWhatThe(): Golden {
  const events = [...wins, ...targets];
  const ada = { dimension: 'rep', operator: 'in', values: ['Ada'] } as const;
  return golden('quota attainment is what the rep, the team or the company won in the period, of the target', [
    breakdown(events, { metric: 'quota_attainment', groupBy: ['rep'] }, { Ada: 100 / 400, Ben: 200 / 100 }),
    breakdown(events, { metric: 'quota_attainment', groupBy: ['team'] }, { North: 300 / 1000 }),
    total(events, { metric: 'quota_attainment', filters: [ada] }, [100 / 400, 1]),
  ]);
}

/** What a forecast is made of is in its own tests; before the first win nothing is expected. */
function forecastAttainmentAddsWhatIs(): Golden {
  const events = [...wins, ...targets, target(2000)];
  const longest = target(100, {}, ['2024-04-01', '2025-06-01']);
  const asOf = { metric: 'forecast_attainment', now: '2024-04-01' } as const;
  return golden('forecast attainment is what was won and is forecast of the target, as far as a forecast reaches', [
    total(events, { metric: 'forecast_attainment' }, [1100 / 2000, 3]),
    breakdown(events, { metric: 'forecast_attainment', groupBy: ['rep'] }, { Ada: 100 / 400, Ben: 200 / 100 }),
    total(events, asOf, [0, 0]),
    leftOut([longest], asOf, 1),
    leftOut(events, asOf, 0),
  ]);
}

function quotaAttainmentOfTheCompany(): Golden {
  return golden("quota attainment of the company is of its own target, else of its teams', else of its reps'", [
    total([...wins, ...targets, target(2000)], { metric: 'quota_attainment' }, [1100 / 2000, 3]),
    total([...wins, ...targets], { metric: 'quota_attainment' }, [1100 / 1000, 3]),
    total([...wins, ...targets.slice(0, 2)], { metric: 'quota_attainment' }, [1100 / 500, 3]),
    total(wins, { metric: 'quota_attainment' }, [null, 0]),
  ]);
}

function targetsOfOtherLengths(): Golden {
  const months = [
    ['2024-04-01', '2024-05-01'],
    ['2024-05-01', '2024-06-01'],
    ['2024-06-01', '2024-07-01'],
  ];
  const events = [
    target(400),
    ...months.map((month) => target(50, { rep: 'Ada' }, month)),
    won('o1', '2024-05-10', 200, { rep: 'Ada' }),
    event('opportunity.created', '2024-05-01', { opportunity: 'o2', amount: 90, expected_close: '2024-06-15' }),
  ];
  const asOf = { now: '2024-06-01' } as const;
  const april = { from: '2024-04-01', to: '2024-05-01' } as const;
  return golden("the company's quarter is not added to the months of its reps", [
    total(events, { metric: 'quota_attainment' }, [200 / 400, 1]),
    total(events, { metric: 'pipeline_coverage', minSample: 0, ...asOf }, [90 / 200, 1]),
    total(events.slice(1), { metric: 'quota_attainment' }, [200 / 150, 1]),
    // Its own target, if one overlaps the range at all.
    total(events, { metric: 'quota_attainment', ...april }, [0, 0]),
  ]);
}

function quotaAttainmentIsOfThe(): Golden {
  const latest = { ...target(500), body: { ...target(500).body, occurred_at: '2024-02-01T00:00:00Z' } };
  const events = [...wins, latest, target(2000)];
  return golden('quota attainment is of the latest target, up to now or the end of the range', [
    total(events, { metric: 'quota_attainment', now: '2024-05-01' }, [100 / 500, 1]),
    total(events, { metric: 'quota_attainment', to: '2024-05-01T00:00:00.001Z' }, [900 / 500, 2]),
  ]);
}

function quotaAttainmentStandsWhereThe(): Golden {
  const events = [...wins, target(2000)];
  return golden('quota attainment stands where the period begins, or where the range does', [
    series(
      events,
      { metric: 'quota_attainment', from: '2024-02-01', to: '2024-05-01' },
      {
        '2024-02-01': null,
        '2024-03-01': null,
        '2024-04-01': 100 / 2000,
      },
    ),
    series(
      events,
      { metric: 'quota_attainment', from: '2024-05-01', to: '2024-06-01' },
      {
        '2024-05-01': 900 / 2000,
      },
    ),
  ]);
}

function pipelineCoverage(): Golden[] {
  const events = [
    won('o1', '2024-04-10', 400),
    ...[
      { opportunity: 'o2', expected_close: '2024-04-01', amount: 300 },
      { opportunity: 'o3', expected_close: '2024-06-30', amount: 900 },
      { opportunity: 'o4', expected_close: '2024-07-01', amount: 5000 },
    ].map((fields) => event('opportunity.created', '2024-03-01', fields)),
  ];
  const asked = { metric: 'pipeline_coverage', now: '2024-04-15' } as const;

  return [
    golden('pipeline coverage is what is open and expected in the period, of what is missing', [
      total([...events, target(1000)], asked, [1200 / 600, 2]),
    ]),
    golden('pipeline coverage is none where the target is met', [
      total([...events, target(400)], asked, [null, 0]),
      total([...events, target(400), target(500, {}, ['2024-01-01', '2025-01-01'])], asked, [6200 / 100, 3]),
    ]),
  ];
}

/** Answers about targets, worked out by hand. */
export const targetAnswers: readonly Golden[] = [
  quotaAttainmentIsWhatThe(),
  forecastAttainmentAddsWhatIs(),
  quotaAttainmentOfTheCompany(),
  targetsOfOtherLengths(),
  quotaAttainmentIsOfThe(),
  quotaAttainmentStandsWhereThe(),
  ...pipelineCoverage(),
];
