import { decodeFrame } from '@saleshub/plugin-host';
import { Type, tableFromIPC, type Timestamp } from 'apache-arrow';
import { encodeFrame, encodeFrames } from './encode-frame';
import type { Frame } from './frame';

const frame: Frame = {
  name: 'Win rate',
  refId: 'A',
  meta: { type: 'table', typeVersion: [0, 1], preferredVisualisationType: 'table', custom: { metric: 'win_rate' } },
  fields: [
    { name: 'time', type: 'time', values: Float64Array.of(Date.UTC(2024, 0, 1), NaN, Date.UTC(1969, 11, 31)) },
    {
      name: 'value',
      type: 'number',
      labels: { team: 'Süd "東京"' },
      config: { unit: 'percentunit', decimals: 1, min: 0 },
      values: Float64Array.of(0.5, NaN, -1.5),
    },
    { name: 'text', type: 'text', values: ['', null, '東京 \u{1F600} \ud800'] },
    { name: 'flag', type: 'boolean', values: [true, null, false] },
  ],
};

test('a frame reads back as it was written', () => {
  const decoded = decodeFrame(encodeFrame(frame));
  expect(decoded).toMatchObject({ name: 'Win rate', refId: 'A', meta: frame.meta, length: 3 });
  expect(decoded.fields).toEqual([
    { name: 'time', type: 'time', labels: {}, config: {}, values: [1704067200000, null, -86400000] },
    {
      name: 'value',
      type: 'number',
      labels: { team: 'Süd "東京"' },
      config: { unit: 'percentunit', decimals: 1, min: 0 },
      values: [0.5, null, -1.5],
    },
    // Half a surrogate pair is no character; UTF-8 has none of it.
    { name: 'text', type: 'string', labels: {}, config: {}, values: ['', null, '東京 \u{1F600} \ufffd'] },
    { name: 'flag', type: 'boolean', labels: {}, config: {}, values: [true, null, false] },
  ]);
});

test('is an Arrow file whose times are nanoseconds', () => {
  const bytes = encodeFrame(frame);
  expect(bytes.subarray(0, 6).toString()).toBe('ARROW1');
  const table = tableFromIPC(bytes);
  expect((table.schema.fields[0]?.type as Timestamp).toString()).toBe('Timestamp<NANOSECOND>');
  expect(table.getChildAt(0)?.data[0]?.values[0]).toBe(1704067200000000000n);
  expect(table.schema.fields.map(({ typeId }) => typeId)).toEqual([Type.Timestamp, Type.Float, Type.Utf8, Type.Bool]);
});

test('a time is declared as missing nowhere unless it is: expressions refuse a series where it might be', () => {
  const nullable = (...times: number[]) =>
    tableFromIPC(encodeFrame({ ...frame, fields: [{ name: 'time', type: 'time', values: Float64Array.from(times) }] }))
      .schema.fields[0]?.nullable;
  expect([nullable(0, 1), nullable(0, NaN)]).toEqual([false, true]);
});

test('a number that is none is a missing value', () => {
  const decoded = decodeFrame(
    encodeFrame({ ...frame, fields: [{ name: 'value', type: 'number', values: Float64Array.of(NaN, 1, Infinity) }] }),
  );
  expect(decoded.fields[0]?.values).toEqual([null, 1, null]);
});

test('a frame without fields stays one', () => {
  expect(decodeFrame(encodeFrame({ ...frame, fields: [] }))).toEqual({
    name: 'Win rate',
    refId: 'A',
    meta: frame.meta,
    fields: [],
    length: 0,
  });
});

test('every length of a bitmap and of texts reads back', () => {
  for (let length = 0; length < 20; length++) {
    const flags = Array.from({ length }, (_, index) => (index % 5 === 0 ? null : index % 3 === 0));
    const texts = flags.map((flag, index) => (flag === null ? null : 'x'.repeat(index)));
    const decoded = decodeFrame(
      encodeFrame({
        ...frame,
        fields: [
          { name: 'flag', type: 'boolean', values: flags },
          { name: 'text', type: 'text', values: texts },
        ],
      }),
    );
    expect(decoded.fields.map(({ values }) => values)).toEqual([flags, texts]);
  }
});

test('other work goes on while many frames are written', async () => {
  const values = new Float64Array(100_000).fill(NaN);
  const large: Frame = { ...frame, fields: [{ name: 'value', type: 'number', values }] };
  let turns = 0;
  const other = setInterval(() => turns++, 1);
  const encoded = await encodeFrames(Array.from({ length: 50 }, (_, index) => ({ ...large, refId: `Q${index}` })));
  clearInterval(other);
  expect(turns).toBeGreaterThan(2);
  expect(encoded.map((bytes) => decodeFrame(bytes).refId)).toEqual(encoded.map((_, index) => `Q${index}`));
});
