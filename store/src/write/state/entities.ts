import type { Entity, LoggedThing } from './entity';
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

/** What has so few events that views compute it from them on every query. */
const VIEWED_THINGS: readonly LoggedThing[] = [
  { name: 'rep', prefix: 'rep.' },
  { name: 'metric', prefix: 'target.' },
  { name: 'account', prefix: 'account.' },
];

/** Everything whose events are kept together. */
export const LOGGED_THINGS: readonly (LoggedThing | Entity)[] = [...ENTITIES, ...VIEWED_THINGS];
