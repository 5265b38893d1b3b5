/** When something happened, as a source says: an instant, or a day whose time of day is not known. */
export interface RecordTime {
  /** Milliseconds since 1970; of a day its beginning. */
  at: number;
  /** Of a day, where the next one begins. */
  until?: number;
}

/** What a source says of a record at one moment. What is left out is not said. */
export interface SourceRecord {
  id: string;
  createdAt?: RecordTime;
  closedAt?: RecordTime;
  stageSince?: RecordTime;
  modifiedAt?: RecordTime;
  /** By the name of the field that holds them. */
  milestones: Readonly<Record<string, RecordTime>>;
  /** One of the kind's statuses. */
  status?: string;
  deleted?: boolean;
  /** The id of the record that it was merged into; null: it stands by itself. */
  mergedInto?: string | null;
}

/** What a record's fields hold, as they are stored; null clears one. */
export type RecordValues = Readonly<Record<string, string | null>>;

/** A stored event of a record, voided ones left out. */
export interface KnownEvent {
  id: string;
  source: string;
  type: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Orders events of the same instant where nothing else does; the smaller comes first. */
  sequence?: number | undefined;
  /** What it states, as it is stored; null where it clears a field. */
  values: RecordValues;
}
