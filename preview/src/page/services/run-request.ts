import {
  DataTopic,
  LoadingState,
  isDataFrame,
  toDataFrame,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import { catchError, from, isObservable, map, of, startWith, type Observable } from 'rxjs';

/**
 * Asks a data source and gives what a panel shows: loading, then data or the reason why there is none.
 * @param query asks another part of the data source, such as the one that answers variables
 */
export function runRequest(
  dataSource: DataSourceApi,
  request: DataQueryRequest,
  query: DataSourceApi['query'] = (asked) => dataSource.query(asked),
): Observable<PanelData> {
  const loading: PanelData = { state: LoadingState.Loading, series: [], request, timeRange: request.range };
  const responses = new Map<string, DataQueryResponse>();
  request.startTime = Date.now();
  const answer = query(request);
  return (isObservable(answer) ? answer : from(answer)).pipe(
    map((response) => {
      // A data source may answer in parts; a part replaces the one that had its key.
      responses.set(response.key ?? '', response);
      request.endTime = Date.now();
      return panelData(loading, [...responses.values()]);
    }),
    catchError((error: unknown) => of({ ...loading, state: LoadingState.Error, error: toDataQueryError(error) })),
    startWith(loading),
  );
}

function panelData(base: PanelData, responses: readonly DataQueryResponse[]): PanelData {
  const frames = responses.flatMap(({ data }) => data.map(frameOf));
  const isAnnotation = ({ meta }: DataFrame) => meta?.dataTopic === DataTopic.Annotations;
  const errors = responses.flatMap(({ error, errors = [] }) => (errors.length > 0 ? errors : error ? [error] : []));
  const last = responses.at(-1);
  return {
    ...base,
    state: last?.state ?? (errors.length > 0 ? LoadingState.Error : LoadingState.Done),
    series: frames.filter((frame) => !isAnnotation(frame)),
    annotations: frames.filter(isAnnotation),
    ...(errors[0] && { error: errors[0], errors }),
  };
}

function frameOf(data: unknown): DataFrame {
  return isDataFrame(data) ? data : toDataFrame(data);
}
