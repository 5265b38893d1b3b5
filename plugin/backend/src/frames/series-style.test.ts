import { forecastStyle, seriesStyle } from './series-style';

const only = { name: 'Win rate', index: 0, count: 1, lowName: 'Win rate low' };
const oneOf = (count: number, index = 0) => ({ name: `Team ${index}`, index, count, lowName: `Team ${index} low` });
const tooltipOnly = { hideFrom: { viz: true, legend: true, tooltip: false }, axisPlacement: 'hidden' };

test('the style of a single value is left to the panel', () => {
  expect(seriesStyle('value', only)).toEqual({});
});

test('the bounds are a band without lines of its own, in no legend', () => {
  const hideFrom = { viz: false, legend: true, tooltip: false };
  expect(seriesStyle('low', only).custom).toMatchObject({ lineWidth: 0, hideFrom });
  expect(seriesStyle('high', only).custom).toMatchObject({ lineWidth: 0, hideFrom, fillBelowTo: 'Win rate low' });
});

test('the period before is thin, dashed and grey', () => {
  const { color, custom } = seriesStyle('previous', only);
  expect(color?.fixedColor).toBe('#8e8e8e');
  expect(custom).toMatchObject({ lineWidth: 1, lineStyle: { fill: 'dash' } });
});

test.each(['n', 'previous_n', 'change', 'change_ratio', 'p_value', 'significant_change'])(
  '%s is in the tooltip only and has no axis',
  (column) => {
    expect(seriesStyle(column, only).custom).toEqual(tooltipOnly);
  },
);

test('of several series each has a colour that its band shares', () => {
  const colours = [0, 1, 2].map((index) => seriesStyle('value', oneOf(3, index)).color?.fixedColor);
  expect(new Set(colours).size).toBe(3);
  expect(seriesStyle('high', oneOf(3, 1)).color?.fixedColor).toBe(colours[1]);
  expect(seriesStyle('value', { ...oneOf(3, 2), name: '(other)' }).color?.fixedColor).toBe('#8e8e8e');
});

test('of many series only the values are drawn', () => {
  expect(seriesStyle('high', oneOf(4)).custom?.hideFrom).toEqual({ viz: true, legend: true, tooltip: false });
  expect(seriesStyle('previous', oneOf(2)).custom).toEqual(tooltipOnly);
});

test('a forecast is drawn with its band; what it counts is in the tooltip', () => {
  expect([forecastStyle('expected'), forecastStyle('actual')]).toEqual([{}, {}]);
  expect(forecastStyle('high').custom).toMatchObject({ fillBelowTo: 'Low' });
  expect(forecastStyle('open_count').custom).toEqual(tooltipOnly);
});
