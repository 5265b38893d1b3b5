import type { AnswerColumn, AnswerRow, Notice, TableAnswer } from '../../shared/answer';
import { cappedNotices } from '../../shared/capped-rows';
import { checkRange, type QueryContext } from '../../shared/context';
import { filterParameters } from '../../shared/filters';
import { prepared, type PreparedQuery, type ResultRow } from '../../query-type';
import { bindParameters, timeParameter } from '../../shared/sql';
import { affinitySql } from './affinity-sql';
import type { CheckedAffinityQuery } from './schema';

const COLUMNS: AnswerColumn[] = [
  { name: 'product', type: 'text' },
  { name: 'other_product', type: 'text' },
  { name: 'support', type: 'number', unit: 'ratio' },
  { name: 'confidence', type: 'number', unit: 'ratio' },
  { name: 'lift', type: 'number', unit: 'factor' },
  { name: 'n', type: 'number', unit: 'count' },
];

/** Which products go together in what accounts ever ordered or won, the surest first. */
export function prepareAffinity(
  query: CheckedAffinityQuery,
  { range, settings }: QueryContext,
): PreparedQuery<TableAnswer<'affinity'>> {
  checkRange(range);
  const { product = '', account = '' } = query.parameters;
  const statement = bindParameters(affinitySql(query), {
    to: timeParameter(range.to),
    product,
    account,
    primary_sources: settings.primarySources,
    ...filterParameters(query.filters),
  });
  return prepared({ pairs: statement }, ({ pairs: found }) => {
    const isThin = ({ with_product }: ResultRow) => Number(with_product) < query.minSample;
    const thin = found.filter(isThin).length;
    const rows = query.onLowSample === 'withhold' ? found.filter((row) => !isThin(row)) : found;
    return {
      queryType: 'affinity',
      title: 'Products that go together',
      timeZone: query.timeZone ?? settings.timeZone,
      columns: COLUMNS,
      rows: rows.slice(0, query.limit).map(affinityOf),
      notices: [
        ...thinNotices(thin, found.length, query),
        ...cappedNotices(Math.min(rows.length, query.limit), rows.length),
      ],
      statements: [statement],
    };
  });
}

function affinityOf(row: ResultRow): AnswerRow {
  const [n, withProduct, withOther, accounts] = [row.n, row.with_product, row.with_other, row.accounts].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const confidence = n / withProduct;
  return {
    product: String(row.product),
    other_product: String(row.other_product),
    support: n / accounts,
    confidence,
    lift: confidence / (withOther / accounts),
    n,
  };
}

function thinNotices(thin: number, found: number, { minSample, onLowSample }: CheckedAffinityQuery): Notice[] {
  if (thin === 0) return [];
  const become = onLowSample === 'withhold' ? 'are left out' : 'are too few to decide on';
  const text = `${thin} of ${found} pairs rest on fewer than ${minSample} accounts with the first product and ${become}.`;
  return [{ severity: 'warning', code: 'low_sample', text }];
}
