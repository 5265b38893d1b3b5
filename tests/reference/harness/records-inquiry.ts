import { answerPlainly } from '../plain/answer';
import type { Company } from '../plain/company';
import type { Counted } from '../plain/estimate';
import { valuesOf } from '../plain/facts';
import { NO_VALUE } from '../plain/filters';
import type { Metric } from '../plain/metric';
import { METRICS } from '../plain/metrics';
import type { Question } from '../plain/question';
import { without } from '../plain/without';
import type { Inquiry } from './inquiry';
import { aboutOnly, isOfHistories } from './named-question';
import { queryOf } from './query';
import { tableInquiry } from './table-inquiry';

/** The most that a query may list. */
const MOST_RECORDS = 10_000;

/** Whether the hub lists exactly what the number of a question counts, as one number of its whole range. */
export function recordsInquiry(question: Question): Inquiry {
  const { from, to, now } = question;
  const metric: Metric = METRICS[question.metric];
  const named = metric.countedBy ?? metric.dimensions;
  const countedBy = (company: Company, histories: readonly string[]): readonly Counted[] =>
    answerPlainly(company, aboutOnly(totalOf(question), histories)).rows[0]?.counted ?? [];
  return tableInquiry({
    ...{ from, to, now },
    isOfHistories: isOfHistories(question),
    query: (histories) => recordsQueryOf(aboutOnly(question, histories)),
    expect: (company, histories) => {
      const rows = countedBy(company, histories).map((counted) => recordOf(counted, metric, named));
      // Of more than are listed only so many are, and many are of the same time.
      return rows.length > MOST_RECORDS
        ? { columns: [], rows: rows.slice(0, MOST_RECORDS), inOrder: false }
        : { columns: ['time', 'counted_as', ...named], rows, inOrder: false };
    },
    inspect: ({ notices }, company, histories) => {
      const notice = notices.find(({ code }) => code === 'capped_rows')?.text;
      const { length } = countedBy(company, histories);
      const isRight = length > MOST_RECORDS ? notice?.includes(`of ${length}`) : notice === undefined;
      return isRight ? undefined : `${length} records, but the notice: ${notice}`;
    },
  });
}

function recordsQueryOf(question: Question): Record<string, unknown> {
  const { metric, timeZone, filters, parameters } = queryOf(question);
  return { queryType: 'records', metric, timeZone, filters, parameters, limit: MOST_RECORDS };
}

/** What the number of the whole range counts, whether it is shown or not. */
function totalOf(question: Question): Question {
  return { ...without(question, 'compareTo', 'output', 'onLowSample'), shape: 'total', groupBy: [] };
}

function recordOf({ time, hit, quantity, dimensions }: Counted, { kind }: Metric, named: readonly string[]) {
  return {
    time,
    counted_as: countedAs(kind, { hit, quantity }),
    ...Object.fromEntries(named.map((name) => [name, valuesOf(dimensions, name).join(', ') || NO_VALUE])),
  };
}

function countedAs(
  kind: Metric['kind'],
  { hit, quantity = 0 }: { hit: boolean | undefined; quantity: number | undefined },
) {
  if (kind === 'ratio' || kind === 'share') return hit === true ? 'numerator' : 'denominator';
  if (kind === 'score') return quantity >= 9 ? 'promoter' : quantity <= 6 ? 'detractor' : 'passive';
  return 'counted';
}
