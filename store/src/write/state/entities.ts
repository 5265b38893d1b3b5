import type { Entity, LoggedKind } from './entity';
import { leads } from './leads';
import { meetings } from './meetings';
import { messages } from './messages';
import { opportunities } from './opportunities';
import { reviews } from './reviews';
import { subscriptions } from './subscriptions';
import { tickets } from './tickets';

/** Every entity whose state is derived from several events. */
export const ENTITIES: readonly Entity[] = [opportunities, messages, meetings, leads, tickets, reviews, subscriptions];

/** The tables that hold their state. */
export const STATE_TABLES: readonly string[] = ENTITIES.flatMap(({ tables }) => tables);

/** Kinds of records with so few events that views compute their state from them on every query. */
const VIEWED_KINDS: readonly LoggedKind[] = [
  { name: 'rep', prefix: 'rep.' },
  { name: 'metric', prefix: 'target.' },
  { name: 'account', prefix: 'account.' },
];

/** Every kind of record whose events are kept together by record. */
export const LOGGED_KINDS: readonly (LoggedKind | Entity)[] = [...ENTITIES, ...VIEWED_KINDS];
