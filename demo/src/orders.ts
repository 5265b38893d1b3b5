import type { Account } from './accounts';
import { DEMO_SETTINGS, SERVICES, type Product } from './company';
import { createRandom } from './random';
import type { Emit } from './recorder';

interface Order {
  id: string;
  account: Account;
  time: number;
}

/** The order of what a deal sold; services that go with it are their own lines. */
export function emitOrder(emit: Emit, { id, account, time }: Order, product: Product, amount: number): void {
  const random = createRandom(id);
  const [onboarding, , migration] = SERVICES;
  const services = [
    // Who buys the core product needs help to begin; data is moved where tools are connected.
    ...(random.chance(product.name === 'Beacon Core' ? 0.6 : 0.15) ? [onboarding] : []),
    ...(random.chance(product.name === 'Beacon Connect' ? 0.5 : 0.1) ? [migration] : []),
  ];
  emit('billing', {
    type: 'order.placed',
    id,
    occurred_at: time,
    order: id,
    account: account.name,
    segment: account.segment,
    region: account.region,
    currency: DEMO_SETTINGS.currency,
    items: [
      { product: product.name, quantity: Math.max(1, Math.round(amount / 480)), amount: String(amount) },
      ...services.map((service) => ({ product: service, quantity: 1, amount: String(random.integer(6, 30) * 100) })),
    ],
  });
}

/** A small order of a customer, beside any deal. */
export function emitServiceOrder(emit: Emit, { id, account, time }: Order): void {
  const random = createRandom(id);
  const first = random.pick(SERVICES);
  const second = first === 'Admin Training' && random.chance(0.5) ? 'Premium Support' : undefined;
  emit('billing', {
    type: 'order.placed',
    id,
    occurred_at: time,
    order: id,
    account: account.name,
    segment: account.segment,
    region: account.region,
    currency: DEMO_SETTINGS.currency,
    items: [first, ...(second === undefined ? [] : [second])].map((product) => ({
      product,
      quantity: random.integer(1, 4),
      amount: String(random.integer(4, 40) * 50),
    })),
  });
}
