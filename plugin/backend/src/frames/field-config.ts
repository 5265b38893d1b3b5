import type { AnswerColumn, Unit } from '@saleshub/model';
import type { FieldConfig } from './frame';

/** The currencies that Grafana has a unit of its own for; the others stand before the number as their code. */
const KNOWN_CURRENCIES: ReadonlySet<string> = new Set(
  'USD GBP EUR JPY RUB UAH BRL DKK ISK NOK SEK CZK CHF PLN ZAR INR KRW'.split(' '),
);

/** How a unit's numbers are shown: Grafana's unit, decimals and the range that they cannot leave. */
export function unitConfig(unit: Unit, currency: string): FieldConfig {
  switch (unit) {
    case 'ratio':
      return { unit: 'percentunit', decimals: 1, min: 0, max: 1 };
    case 'percentage':
      return { unit: 'percentunit', decimals: 1 };
    case 'factor':
      return { unit: 'x', decimals: 2 };
    case 'score':
      return { unit: 'short', decimals: 1, min: -100, max: 100 };
    case 'rating':
      return { unit: 'short', decimals: 2, min: 1, max: 5 };
    case 'money':
      return { unit: KNOWN_CURRENCIES.has(currency) ? `currency${currency}` : `currency:${currency} ` };
    case 'days':
      // Grafana's own unit would show 42 days as 6 weeks.
      return { unit: 'suffix:days', decimals: 1 };
    case 'hours':
      return { unit: 'h', decimals: 1 };
    case 'seconds':
      return { unit: 's', decimals: 1 };
    case 'count':
      return { unit: 'short' };
  }
}

const TITLES: ReadonlyMap<string, string> = new Map([
  ['id', 'ID'],
  ['n', 'Sample'],
]);

/** A column's name for people: "loss_reason" → "Loss reason". */
export function columnTitle({ name }: Pick<AnswerColumn, 'name'>): string {
  const title = TITLES.get(name);
  if (title !== undefined) return title;
  const words = name.replaceAll('_', ' ').replace(/ n$/, ' sample');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
