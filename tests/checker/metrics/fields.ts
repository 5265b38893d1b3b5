/** A text of the event, NULL where it says nothing. */
export const text = (name: string) => `nullIf(JSONExtractString(body, '${name}'), '')`;
/** A number of the event, NULL where it says nothing. */
export const number = (name: string) => `JSONExtract(body, '${name}', 'Nullable(Float64)')`;
/** Who an event belongs to. */
export const PEOPLE = `${text('rep')} AS rep, ${text('team')} AS team`;
