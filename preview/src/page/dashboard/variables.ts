import { VariableRefresh, VariableSort, type VariableModel } from '@grafana/schema';
import { ConstantVariable, CustomVariable, QueryVariable, type SceneVariable } from '@grafana/scenes';
import { isVariableType, type VariableType } from '../../supported-types';

type MakeVariable = (model: VariableModel) => SceneVariable;

const makers: Readonly<Record<VariableType, MakeVariable>> = {
  constant: (model) => new ConstantVariable({ ...shared(model), value: textOf(model.query) }),
  custom: (model) => new CustomVariable({ ...shared(model), ...choice(model), query: textOf(model.query) }),
  query: (model) =>
    new QueryVariable({
      ...shared(model),
      ...choice(model),
      query: queryOf(model),
      datasource: model.datasource ?? null,
      regex: model.regex ?? '',
      refresh: model.refresh ?? VariableRefresh.onDashboardLoad,
      sort: model.sort ?? VariableSort.disabled,
    }),
};

/** A dashboard's variable for the bar above its panels. */
export function makeVariable(model: VariableModel): SceneVariable {
  if (!isVariableType(model.type)) throw new Error(`The preview has no variables of type ${model.type}.`);
  return makers[model.type](model);
}

function shared({ name, label, description, hide, skipUrlSync }: VariableModel) {
  return { name, label, description, hide, skipUrlSync };
}

function choice({ multi, includeAll, allValue, current }: VariableModel) {
  return {
    isMulti: multi ?? false,
    includeAll: includeAll ?? false,
    allValue,
    value: current?.value ?? '',
    text: current?.text ?? '',
  };
}

function textOf(query: VariableModel['query']): string {
  if (typeof query === 'string') return query;
  throw new Error('A variable of this type is defined by a text.');
}

/** The data source's own query; Grafana gives it a refId where it has none. */
function queryOf({ name, query = '' }: VariableModel) {
  return typeof query === 'string' ? query : { refId: `${name}-variable`, ...query };
}
