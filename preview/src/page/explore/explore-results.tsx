import { css } from '@emotion/css';
import { SceneObjectBase, sceneGraph, type SceneObjectState, type VizPanel } from '@grafana/scenes';
import type { ReactElement } from 'react';

interface ExploreResultsState extends SceneObjectState {
  graph: VizPanel;
  table: VizPanel;
}

/** The answer as it prefers to be shown: over time, or as a table. */
export class ExploreResults extends SceneObjectBase<ExploreResultsState> {
  static readonly Component = ({ model }: { model: ExploreResults }): ReactElement => {
    const { graph, table } = model.useState();
    const { data } = sceneGraph.getData(model).useState();
    const isGraph = data?.series.some(({ meta }) => meta?.preferredVisualisationType === 'graph') ?? false;
    const panel = isGraph ? graph : table;
    return (
      <div className={frame}>
        <panel.Component model={panel} key={panel.state.key} />
      </div>
    );
  };
}

const frame = css({ height: 480, display: 'flex' });
