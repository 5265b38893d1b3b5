/** What health is made of. */
export type HealthComponent = 'usage' | 'nps' | 'tickets' | 'contact' | 'mrr' | 'review';

/** What numbers depend on beside the events and the question. */
export interface Settings {
  /** Sources that speak of the same records share a namespace. */
  namespaces: Readonly<Record<string, string>>;
  primary: readonly string[];
  /** Calendars that never say that a meeting took place. */
  heldImplied: readonly string[];
  /** Sources of e-mails that report no deliveries. */
  deliveredImplied: readonly string[];
  /** Days of the week on which people work: 1 is Monday, 7 Sunday. */
  workingDays: readonly number[];
  /** Dates on which nobody works. */
  holidays: readonly string[];
  health: {
    /** Below this score an account is at risk. */
    threshold: number;
    /** The most points that each component takes off. */
    weights: Readonly<Record<HealthComponent, number>>;
  };
}
