import { randomBytes } from 'node:crypto';

/** Digits of the time in base 36: enough beyond the year 5000. */
const TIME_DIGITS = 9;

let made = 0;

/**
 * A new id. It begins with the time, so that a row is found by its id alone, and goes on with a number that grows: ids are
 * sorted as this process made them.
 */
export function newRejectionId(receivedAt: number): string {
  const time = receivedAt.toString(36).padStart(TIME_DIGITS, '0');
  made = (made + 1) % 2 ** 24;
  return `${time}-${made.toString(16).padStart(6, '0')}${randomBytes(5).toString('hex')}`;
}

export function isRejectionId(text: string): boolean {
  return /^[0-9a-z]{9}-[0-9a-f]{16}$/.test(text);
}

/** When what the id names was received, milliseconds since 1970. */
export function receivedAtOf(id: string): number {
  return Number.parseInt(id.slice(0, TIME_DIGITS), 36);
}
