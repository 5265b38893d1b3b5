import { QueryError } from '@saleshub/model';

/** A text that is a dashboard variable as Grafana writes them, and nothing else. A price such as "$99" is none. */
const VARIABLE = /^(\$[A-Za-z_]\w*|\$\{[A-Za-z_][^}]*\}|\[\[[A-Za-z_][^\]]*\]\])$/;

/**
 * Refuses a query in which a variable stands for itself: a filter by it would find nothing, and an alert rule would take
 * that for 0. Dashboards fill in their variables before they ask; alert rules have none.
 * @throws QueryError naming the variable and its place
 */
export function refuseVariables(value: unknown, path: readonly string[] = []): void {
  if (typeof value === 'object' && value !== null) {
    for (const [name, entry] of Object.entries(value)) refuseVariables(entry, [...path, name]);
  } else if (typeof value === 'string' && VARIABLE.test(value)) {
    const place = path.join('.');
    const reason = `${place} is the variable ${value}, which has no value here. Alert rules have no variables: write the values themselves.`;
    throw new QueryError('invalid_value', place, reason);
  }
}
