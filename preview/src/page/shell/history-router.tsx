import { locationService } from '@grafana/runtime';
import { useLayoutEffect, useState, type ReactElement, type ReactNode } from 'react';
import { Router, type Location, type Navigator } from 'react-router-dom';

/** The part of the history that a router needs; Grafana's packages do not bring its types. */
interface PageHistory extends Navigator {
  location: Location;
  listen: (listener: (location: Location) => void) => () => void;
}

/** A router on the history that Grafana's libraries write to, so that their links and the address stay one. */
export function HistoryRouter({ children }: { children: ReactNode }): ReactElement {
  const history = locationService.getHistory() as PageHistory;
  const [location, setLocation] = useState(history.location);
  useLayoutEffect(() => history.listen(setLocation), [history]);
  return (
    <Router location={location} navigator={history}>
      {children}
    </Router>
  );
}
