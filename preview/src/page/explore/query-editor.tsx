import { CoreApp, LoadingState, type DataSourceApi, type PanelData } from '@grafana/data';
import { SceneObjectBase, sceneGraph, type SceneObjectState, type SceneQueryRunner } from '@grafana/scenes';
import type { DataQuery } from '@grafana/schema';
import type { ReactElement } from 'react';

interface ExploreEditorState extends SceneObjectState {
  dataSource: DataSourceApi;
  query: DataQuery;
  runner: SceneQueryRunner;
}

/** The plugin's own query editor; what it runs is what the panels below show. */
export class ExploreEditor extends SceneObjectBase<ExploreEditorState> {
  static readonly Component = ({ model }: { model: ExploreEditor }): ReactElement | null => {
    const { dataSource, query, runner } = model.useState();
    const { data } = runner.useState();
    const Editor = dataSource.components?.QueryEditor;
    if (!Editor) return null;
    const range = sceneGraph.getTimeRange(model).state.value;
    const shown: PanelData = data ?? { state: LoadingState.NotStarted, series: [], timeRange: range };
    return (
      <Editor
        query={query}
        datasource={dataSource}
        app={CoreApp.Explore}
        data={shown}
        range={range}
        onChange={(changed: DataQuery) => model.setState({ query: changed })}
        onRunQuery={() => model.run()}
      />
    );
  };

  run(): void {
    const { query, runner } = this.state;
    runner.setState({ queries: [query] });
    runner.runQueries();
  }
}
