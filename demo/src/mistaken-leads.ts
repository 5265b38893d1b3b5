import { HOUR } from './calendar';
import { createRandom } from './random';
import type { Emit } from './recorder';
import type { Dimensions } from './world';

interface LeadEntry {
  id: string;
  created: number;
  dimensions: Dimensions;
}

/**
 * Some people fill in the form twice, and somebody merges the two leads; some entries are spam, and are deleted. Neither
 * changes a number.
 */
export function emitMistakenLeads(emit: Emit, { id, created, dimensions }: LeadEntry): void {
  const random = createRandom(`${id} mistakes`);
  if (random.chance(1 / 40)) {
    const again = `${id}-again`;
    const time = created + Math.floor(random.between(0.1, 3) * HOUR);
    emit('crm', { type: 'lead.created', id: `${again}:created`, occurred_at: time, ...dimensions, lead: again });
    emit('crm', {
      type: 'record.merged',
      id: `${again}:merged`,
      occurred_at: time + Math.floor(random.between(20, 30) * HOUR),
      kind: 'lead',
      record: again,
      into: id,
    });
  }
  if (random.chance(1 / 80)) {
    const spam = `${id}-spam`;
    const time = created + Math.floor(random.between(1, 9) * HOUR);
    emit('crm', { type: 'lead.created', id: `${spam}:created`, occurred_at: time, lead: spam, channel: 'web' });
    emit('crm', {
      type: 'record.deleted',
      id: `${spam}:deleted`,
      occurred_at: time + Math.floor(random.between(12, 60) * HOUR),
      kind: 'lead',
      record: spam,
      reason: 'Spam',
    });
  }
}
