/** A won deal as an annotation shows it. */
export interface WonDeal {
  account: string;
  opportunity: string;
  rep: string;
  amount: number;
  /** ISO 4217. */
  currency: string;
}

export const dealTitle = ({ account, opportunity }: WonDeal): string => `Won: ${account || opportunity}`;

export const dealText = ({ amount, currency, rep, opportunity }: WonDeal): string =>
  `${opportunity}: ${amount.toLocaleString('en', { maximumFractionDigits: 2 })} ${currency}${rep ? `, by ${rep}` : ''}`;

export const eventText = ({ note, author }: { note: string; author: string }): string =>
  [note, author && `– ${author}`].filter(Boolean).join(' ');
