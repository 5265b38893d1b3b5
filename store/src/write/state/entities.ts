import type { Entity } from './entity';
import { leads } from './leads';
import { meetings } from './meetings';
import { messages } from './messages';
import { opportunities } from './opportunities';
import { reviews } from './reviews';
import { subscriptions } from './subscriptions';
import { tickets } from './tickets';

/** Every entity whose state is derived from several events. */
export const ENTITIES: readonly Entity[] = [opportunities, messages, meetings, leads, tickets, reviews, subscriptions];
