import { DEFAULT_SETTINGS } from '@saleshub/model';
import { withOwnSettings } from './own-settings';

test('what a data source does not say is as the hub says', () => {
  expect(withOwnSettings(DEFAULT_SETTINGS, { calendar: {} })).toEqual(DEFAULT_SETTINGS);
});

test('its minimum sample holds for the metrics that have one, and not where the plan states another', () => {
  const hub = { ...DEFAULT_SETTINGS, minimumSamples: { win_rate: 30 } };
  const { minimumSamples, timeZone } = withOwnSettings(hub, {
    calendar: { timeZone: 'Asia/Seoul' },
    minimumSample: 50,
  });
  expect(minimumSamples).toMatchObject({ win_rate: 30, sales_cycle: 50 });
  expect(minimumSamples).not.toHaveProperty('calls');
  expect(timeZone).toBe('Asia/Seoul');
});
