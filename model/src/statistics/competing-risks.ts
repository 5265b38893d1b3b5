/** How many records had the event, ended otherwise, or were still under way when last seen; by age in whole units, from 0. */
export interface EndsByAge {
  event: readonly number[];
  otherwise: readonly number[];
  underWay: readonly number[];
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
 */
export function competingRisks(ends: EndsByAge): CompetingRisks {
  const at = (age: number) => ({
    event: ends.event[age] ?? 0,
    otherwise: ends.otherwise[age] ?? 0,
    underWay: ends.underWay[age] ?? 0,
  });
  const ages = Math.max(ends.event.length, ends.otherwise.length, ends.underWay.length);
  let watched = 0;
  for (let age = 0; age < ages; age++) watched += at(age).event + at(age).otherwise + at(age).underWay;
  let [underWay, event] = [1, 0];
  const risks = { underWay: [underWay], event: [event] };
  for (let age = 0; age < ages; age++) {
    const ended = at(age);
    if (watched > 0) {
      event += (underWay * ended.event) / watched;
      underWay *= 1 - (ended.event + ended.otherwise) / watched;
    }
    watched -= ended.event + ended.otherwise + ended.underWay;
    risks.underWay.push(underWay);
    risks.event.push(event);
  }
  return risks;
}
