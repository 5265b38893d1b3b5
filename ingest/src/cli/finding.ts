/** What `doctor` found out about one thing, with what to do where it is not as it should be. */
export interface Finding {
  state: 'ok' | 'warning' | 'failure';
  text: string;
}
