/** How many records of one age had the event, ended otherwise, or were still under way when last seen. */
export interface EndsAtAge {
  event: number;
  otherwise: number;
  underWay: number;
}

/** Estimates at the beginning of each whole age; one entry more than the ages observed. */
export interface CompetingRisks {
  /** The probability of still being under way. */
  underWay: readonly number[];
  /** The probability of having had the event. */
  event: readonly number[];
}

/**
 * The probability of an event by age where records may also end otherwise, and what is still under way counts for as
 * long as it was watched: the product-limit estimate (E. L. Kaplan and P. Meier, JASA 53, 1958) and the cumulative
 * incidence that follows from it (O. Aalen and S. Johansen, Scandinavian Journal of Statistics 5, 1978).
 * @param ends by age in whole units, from 0
 */
export function competingRisks(ends: readonly EndsAtAge[]): CompetingRisks {
  let watched = ends.reduce((sum, { event, otherwise, underWay }) => sum + event + otherwise + underWay, 0);
  let [underWay, event] = [1, 0];
  const risks = { underWay: [underWay], event: [event] };
  for (const age of ends) {
    if (watched > 0) {
      event += (underWay * age.event) / watched;
      underWay *= 1 - (age.event + age.otherwise) / watched;
    }
    watched -= age.event + age.otherwise + age.underWay;
    risks.underWay.push(underWay);
    risks.event.push(event);
  }
  return risks;
}
