import { setImmediate as nextTurn } from 'node:timers/promises';
import { Field, RecordBatch, Schema, Struct, Table, makeData, tableToIPC } from 'apache-arrow';
import { arrowData, arrowType } from './columns';
import type { Frame, FrameField } from './frame';

/** What Grafana's frames call each type. */
const FIELD_TYPES = { time: 'time', number: 'number', text: 'string', boolean: 'boolean' } as const;

/** How long others wait at most while many frames are written. */
const TURN_MILLISECONDS = 10;

/** Writes frames one after the other and lets other answers go on in between. */
export async function encodeFrames(frames: readonly Frame[]): Promise<Buffer[]> {
  const encoded: Buffer[] = [];
  let began = performance.now();
  for (const frame of frames) {
    if (performance.now() - began > TURN_MILLISECONDS) {
      await nextTurn();
      began = performance.now();
    }
    encoded.push(encodeFrame(frame));
  }
  return encoded;
}

/** Writes a frame as Grafana's SDK reads it: an Arrow file whose schema carries what Arrow itself has no place for. */
export function encodeFrame(frame: Frame): Buffer {
  const fields = frame.fields.map(
    (field) => new Field(field.name, arrowType(field.type), isNullable(field), fieldMetadata(field)),
  );
  const schema = new Schema(fields, frameMetadata(frame));
  const data = makeData({
    type: new Struct(fields),
    length: frame.fields[0]?.values.length ?? 0,
    nullCount: 0,
    children: frame.fields.map(arrowData),
  });
  const bytes = tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'file');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Expressions take no series whose time might be missing; any other value of an answer may be. */
function isNullable({ type, values }: FrameField): boolean {
  return type !== 'time' || values.some((time) => !Number.isFinite(time));
}

function frameMetadata({ name, refId, meta }: Frame): Map<string, string> {
  return new Map([
    ['name', name],
    ['refId', refId],
    ['meta', JSON.stringify(meta)],
  ]);
}

function fieldMetadata({ type, labels, config }: FrameField): Map<string, string> {
  const metadata = new Map<string, string>([['tstype', FIELD_TYPES[type]]]);
  if (labels) metadata.set('labels', JSON.stringify(labels));
  if (config) metadata.set('config', JSON.stringify(config));
  return metadata;
}
