import type { Bucket } from './calendar';
import type { Estimate } from './estimate';

/** A row before the sample guard, with what it is compared with. */
export interface MeasuredRow {
  time: number | null;
  groups: string[];
  current: Estimate;
  previous: Estimate | undefined;
  /** The times of both, as far as they have come. */
  times: { current: Bucket; previous: Bucket | undefined };
}

/** What changed since an earlier time. */
export interface Change {
  previous: number | null;
  previousN: number;
  change: number | null;
  changeRatio: number | null;
  probability: number | null;
  significantChange: number | null;
}

export interface Row extends Estimate {
  /** The bucket's start; null without buckets. */
  time: number | null;
  /** The values of the dimensions asked for, `(none)` where there is none. */
  groups: string[];
  lowSample: boolean;
  /** Of a question that compares. */
  changed?: Change;
}
