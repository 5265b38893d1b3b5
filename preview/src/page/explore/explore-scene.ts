import { CoreApp, type DataSourceApi } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import {
  EmbeddedScene,
  SceneControlsSpacer,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VizPanel,
} from '@grafana/scenes';
import { PanelNotices } from '../panels/panel-notices';
import { pageSettings } from '../boot';
import { exploreSearch, type ExploreState } from './explore-address';
import { ExploreEditor } from './query-editor';
import { ExploreResults } from './explore-results';

const REF_ID = 'A';

/** One query with its editor and its answer; the address follows what is asked. */
export function exploreScene(dataSource: DataSourceApi, { range, query: saved }: ExploreState): EmbeddedScene {
  const query = { refId: REF_ID, ...(saved ?? dataSource.getDefaultQuery?.(CoreApp.Explore)) };
  const runner = new SceneQueryRunner({ queries: [query], datasource: dataSource.getRef() });
  const timeRange = new SceneTimeRange({ ...range, timeZone: pageSettings.timeZone });
  const editor = new ExploreEditor({ dataSource, query, runner });
  const scene = new EmbeddedScene({
    $timeRange: timeRange,
    $data: runner,
    controls: [new SceneControlsSpacer(), new SceneTimePicker({}), new SceneRefreshPicker({})],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [
        new SceneFlexItem({ ySizing: 'content', body: editor }),
        new SceneFlexItem({
          minHeight: 480,
          body: new ExploreResults({ graph: makePanel('timeseries'), table: makePanel('table') }),
        }),
      ],
    }),
  });
  const remember = () => {
    const { from, to } = timeRange.state;
    const search = exploreSearch(
      window.location.search,
      { range: { from, to }, query: editor.state.query },
      dataSource.uid,
    );
    locationService.replace(`${window.location.pathname}${search}`);
  };
  editor.subscribeToState(remember);
  timeRange.subscribeToState(remember);
  return scene;
}

function makePanel(pluginId: string): VizPanel {
  return new VizPanel({ key: pluginId, pluginId, title: '', titleItems: [new PanelNotices({})] });
}
