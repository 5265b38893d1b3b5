import type { RecordKindDefinition } from './record-kinds';
import type { KnownEvent } from './source-record';

/**
 * The events of a record in the order in which the store's state takes them: by instant, and at one instant its beginning,
 * changes, then endings and resumptions by turns. Of a record that was open before, an ending comes first; of one that had
 * ended, a resumption.
 * @param events without what is said of the record as such
 */
export function inOrderOfLife(definition: RecordKindDefinition, events: readonly KnownEvent[]): KnownEvent[] {
  const ordered = [...events].sort((one, other) => comparePlaces(definition, one, other));
  const byInstant = new Map<number, KnownEvent[]>();
  for (const event of ordered) byInstant.set(event.at, [...(byInstant.get(event.at) ?? []), event]);
  let isOpen: boolean | undefined;
  return [...byInstant.values()].flatMap((together) => {
    const endings = together.filter((event) => isEnding(definition, event)).length;
    const resumptions = together.filter(({ type }) => type === definition.resumes).length;
    const turned = inTurns(definition, together, isOpen ?? isOpenAtFirst(definition));
    if (endings !== resumptions) isOpen = endings < resumptions;
    else isOpen ??= endings === 0 || isOpenAtFirst(definition);
    return turned;
  });
}

/** A record that its resumptions begin is not open before the first of them. */
const isOpenAtFirst = ({ begins, resumes }: RecordKindDefinition) => begins !== resumes;

const isEnding = ({ endings }: RecordKindDefinition, { type }: KnownEvent) =>
  Object.values(endings).some((ending) => ending.type === type);

function inTurns(definition: RecordKindDefinition, together: readonly KnownEvent[], isOpen: boolean): KnownEvent[] {
  let endings = 0;
  let resumptions = 0;
  const turnOf = (event: KnownEvent) => {
    if (isEnding(definition, event)) return 2 * ++endings - (isOpen ? 1 : 0);
    if (event.type === definition.resumes) return 2 * ++resumptions - (isOpen ? 0 : 1);
    return isOpen ? 0 : 1;
  };
  return together
    .map((event) => ({ event, turn: turnOf(event) }))
    .sort((one, other) => one.turn - other.turn)
    .map(({ event }) => event);
}

function comparePlaces(definition: RecordKindDefinition, one: KnownEvent, other: KnownEvent): number {
  return (
    one.at - other.at ||
    rankOf(definition, one) - rankOf(definition, other) ||
    compare(one.sequence ?? Infinity, other.sequence ?? Infinity) ||
    compare(one.source, other.source) ||
    compare(one.id, other.id)
  );
}

/** The place of an event among those of its instant, before endings and resumptions are put in turns. */
function rankOf(definition: RecordKindDefinition, event: KnownEvent): number {
  if (event.type === definition.begins) return 1;
  if (isEnding(definition, event)) return 3;
  return event.type === definition.resumes ? 4 : 2;
}

function compare<Value extends string | number>(one: Value, other: Value): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
