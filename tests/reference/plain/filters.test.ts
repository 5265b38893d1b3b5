import { passes, type Filter } from './filters';

describe('filters', () => {
  const filter = (operator: Filter['operator'], ...values: string[]) => [{ dimension: 'rep', operator, values }];

  it('choose by value', () => {
    expect(passes({ rep: 'Ada' }, filter('in', 'Ada', 'Ben'))).toBe(true);
    expect(passes({}, filter('in', 'Ada'))).toBe(false);
    expect(passes({ rep: 'Ada' }, filter('not_in', 'Ada'))).toBe(false);
    expect(passes({}, filter('not_in', 'Ada'))).toBe(true);
    expect(passes({ rep: 'Ada' }, filter('matches', 'd.$'))).toBe(true);
    expect(passes({}, filter('matches', 'd.$'))).toBe(false);
  });

  it('choose by whether there is a value', () => {
    expect(passes({}, filter('is_empty'))).toBe(true);
    expect(passes({}, filter('not_empty'))).toBe(false);
    expect(passes({ rep: 'Ada' }, [...filter('not_empty'), ...filter('in', 'Ben')])).toBe(false);
  });
});
