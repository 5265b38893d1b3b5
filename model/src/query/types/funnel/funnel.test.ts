import { CONTEXT } from '../../../testing/example-queries';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';

const PIPELINES = { 'New business': ['Discovery', 'Proposal'] };
const contextWith = (pipelines: Record<string, string[]>) => ({
  ...CONTEXT,
  settings: { ...CONTEXT.settings, pipelines },
});
const prepare = (fields: object = {}, pipelines: Record<string, string[]> = PIPELINES) =>
  prepareQuery(parseQuery({ queryType: 'funnel', ...fields }), contextWith(pipelines));

const stage = (position: number, entered: number, passed: number) => ({
  ...{ position, stage: PIPELINES['New business'][position - 1] ?? '', entered, passed },
  ...{ waiting: 1, unplaced: 2, median_days: 4.5, has_median: position === 1 ? 1 : 0 },
});

it('counts for each stage who entered and who passed, with the interval of the share', () => {
  const { columns, rows, notices } = prepare().answer({ stageCounts: [stage(1, 50, 25), stage(2, 25, 0)] });
  const names = ['stage', 'position', 'entered', 'passed', 'conversion', 'low', 'high', 'drop_off', 'median_days'];
  expect(columns.map(({ name }) => name)).toEqual(names);
  // The interval of 25 of 50 as published by Newcombe's method 3 (Wilson) gives 0.3664 to 0.6336.
  expect(rows[0]).toMatchObject({
    stage: 'Discovery',
    position: 1,
    entered: 50,
    passed: 25,
    conversion: 0.5,
    drop_off: 25,
  });
  expect(rows[0]?.low).toBeCloseTo(0.3664, 4);
  expect(rows[0]?.high).toBeCloseTo(0.6336, 4);
  expect(rows[1]).toMatchObject({ conversion: 0, drop_off: 25, median_days: null });
  expect(notices.map(({ code, text }) => [code, text])).toEqual([
    ['young_cohorts', '2 opportunities are still in a stage: more of them may pass it.'],
    ['left_out', '2 opportunities that were in none of the stages are left out.'],
  ]);
});

it('marks thin stages, and leaves their conversion out where that is asked for', () => {
  const results = { stageCounts: [stage(1, 19, 10), stage(2, 0, 0)] };
  expect(prepare().answer(results).notices[0]).toMatchObject({ code: 'low_sample' });
  expect(prepare().answer(results).rows).toMatchObject([{ conversion: 10 / 19 }, { conversion: null, low: null }]);
  expect(prepare({ onLowSample: 'withhold' }).answer(results).rows[0]).toMatchObject({ conversion: null, entered: 19 });
});

it('takes the order of the stages from the plan, and else from how opportunities went', () => {
  expect(prepare().statements.stageCounts?.parameters.stages).toEqual(['Discovery', 'Proposal']);
  const unplanned = prepare({}, {});
  expect(unplanned.statements.stageCounts?.parameters).not.toHaveProperty('stages');
  expect(unplanned.answer({ stageCounts: [stage(1, 50, 25)] }).notices.at(-1)).toMatchObject({ code: 'order_unknown' });
});

it.each([
  [{ parameters: { pipeline: '' } }, 'invalid_parameter', 'parameters.pipeline'],
  [{ filters: [{ dimension: 'stage', operator: 'is_empty' }] }, 'unknown_dimension', 'filters.0.dimension'],
  [{ timeZone: 'Mars' }, 'unknown_time_zone', 'timeZone'],
])('refuses %j', (fields, code, path) => {
  expect(() => prepare(fields)).toThrow(expect.objectContaining({ code, path }) as Error);
});

it('asks which pipeline where the plan has several', () => {
  expect(() => prepare({}, { ...PIPELINES, Expansion: ['Proposal'] })).toThrow(
    'parameters.pipeline must name a pipeline, such as one of New business, Expansion.',
  );
});
