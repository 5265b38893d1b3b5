import type { Entity } from './entity';
import { meetings } from './meetings';
import { messages } from './messages';
import { opportunities } from './opportunities';

/** Every entity whose state is derived from several events. */
export const ENTITIES: readonly Entity[] = [opportunities, messages, meetings];
