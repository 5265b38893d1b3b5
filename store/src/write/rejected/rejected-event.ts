/** How the kept body of a refused event is written: as one event, as a CloudEvent, or as text that cannot be read. */
export const REJECTED_FORMATS = ['event', 'cloud_event', 'text'] as const;
export type RejectedFormat = (typeof REJECTED_FORMATS)[number];

/** An event that was refused, with what may be kept of it. */
export interface RejectedEvent {
  id: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  source: string;
  /** What it said to be; '' where it did not say. */
  type: string;
  /** Its own id; '' where it had none. */
  eventId: string;
  code: string;
  path: string;
  message: string;
  format: RejectedFormat;
  /** JSON, or text that is none; without contact data. */
  body: string;
  /** Where the body holds less than was sent, so that it cannot be replayed; '' stands for the body as a whole. */
  altered: readonly string[];
}

export interface KeptRejectedEvent extends RejectedEvent {
  /** When it was stored after all, milliseconds since 1970. */
  replayedAt: number | null;
}

/** Refused events, the newest first, of all that were asked for. */
export interface RejectedPage {
  events: KeptRejectedEvent[];
  /** The id behind which the next page begins; null where there is none. */
  next: string | null;
}

/** Which refused events are meant; what is left out does not matter. */
export interface RejectedFilter {
  source?: string;
  type?: string;
  code?: string;
  /** Received in [from, to), milliseconds since 1970. */
  from?: number;
  to?: number;
  replayed?: boolean;
  ids?: readonly string[];
}
