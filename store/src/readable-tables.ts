/**
 * What the user for queries may read in a hub's database: the tables that queries name, with their columns where some are
 * kept from it. All else is the writer's alone: keys of the ingest API, bodies of refused events, what a removal still has
 * to remove, the index of ids, and what imports and merges are kept by.
 */
export const READABLE_TABLES: ReadonlyMap<string, readonly string[] | 'all'> = new Map<
  string,
  readonly string[] | 'all'
>([
  ['account_managers', 'all'],
  ['commits', 'all'],
  // What the views read.
  ['entity_events', 'all'],
  ['events', 'all'],
  ['leads', 'all'],
  ['meeting_schedulings', 'all'],
  ['meetings', 'all'],
  ['messages', 'all'],
  ['open_opportunities', 'all'],
  ['opportunities', 'all'],
  ['opportunity_closes', 'all'],
  ['opportunity_creations', 'all'],
  ['opportunity_history', 'all'],
  ['opportunity_stages', 'all'],
  ['rejected_events', ['received_at', 'id', 'version', 'source', 'type', 'code', 'message', 'event_id', 'replayed_at']],
  ['reviews', 'all'],
  ['roster', 'all'],
  ['settings', 'all'],
  ['subscription_history', 'all'],
  ['subscriptions', 'all'],
  ['targets', 'all'],
  ['tickets', 'all'],
]);
