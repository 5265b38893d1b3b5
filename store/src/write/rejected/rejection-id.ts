import { randomBytes } from 'node:crypto';

/** Digits of the time in base 36: enough beyond the year 5000. */
const TIME_DIGITS = 9;

/** A new id. It begins with the time, so that ids are sorted as what they name, and a row is found by its id alone. */
export function newRejectionId(receivedAt: number): string {
  return `${receivedAt.toString(36).padStart(TIME_DIGITS, '0')}-${randomBytes(8).toString('hex')}`;
}

export function isRejectionId(text: string): boolean {
  return /^[0-9a-z]{9}-[0-9a-f]{16}$/.test(text);
}

/** When what the id names was received, milliseconds since 1970. */
export function receivedAtOf(id: string): number {
  return Number.parseInt(id.slice(0, TIME_DIGITS), 36);
}
