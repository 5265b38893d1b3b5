/** An event as a source sends it, with the name of the source. Each source has a namespace of its own. */
export interface RawEvent {
  source: string;
  body: { id: string; type: string; occurred_at: string } & Record<string, unknown>;
}
