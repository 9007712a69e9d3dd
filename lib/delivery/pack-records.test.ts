import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  BILLING_UNIT_BYTES,
  billedBytes,
  lineBytes,
  MAX_BATCH_BYTES,
  MAX_BATCH_RECORDS,
  MAX_RECORD_BYTES,
  type PackableLine,
  type PackedBatch,
  packBatch,
  recordData,
} from './pack-records';

const line = (text: string): PackableLine => ({ text, bytes: lineBytes(text) });
const sized = (bytes: number): PackableLine => line('x'.repeat(bytes - 1));

function packAll(lines: readonly PackableLine[]): PackedBatch<PackableLine>[] {
  const batches: PackedBatch<PackableLine>[] = [];
  for (let start = 0; start < lines.length; ) {
    const batch = packBatch(lines, start);
    if (batch.next === start) throw new Error('packed nothing');
    batches.push(batch);
    start = batch.next;
  }
  return batches;
}

/** The request as the SDK would write it. */
const body = (batch: PackedBatch<PackableLine>): string =>
  JSON.stringify({
    DeliveryStreamName: 's'.repeat(64),
    Records: batch.records.map((record) => ({
      Data: Buffer.from(recordData(record)).toString('base64'),
    })),
  });

test('a record fills up to exactly one billing unit and not a byte more', () => {
  const { records } = packBatch([sized(2560), sized(2560), sized(100)]);
  expect(records.map((record) => record.bytes)).toEqual([5120, 100]);
  expect(packBatch([sized(2560), sized(2561)]).records).toHaveLength(2);
});

test('a line larger than a billing unit travels alone, the order kept', () => {
  const lines = [sized(100), sized(9000), sized(200), sized(300)];
  const { records } = packBatch(lines);
  expect(records.map((record) => record.lines.map(({ bytes }) => bytes))).toEqual([
    [100],
    [9000],
    [200, 300],
  ]);
});

test('bytes are those of UTF-8 with the line break', () => {
  const packed = packBatch([line('"ünïcödé 🫖"'), line('{}')]);
  const [record] = packed.records;
  if (!record) throw new Error('nothing packed');
  const data = Buffer.from(recordData(record));
  expect(data.length).toBe(record.bytes);
  expect(data.toString()).toBe('"ünïcödé 🫖"\n{}\n');
});

test('no batch crosses 500 records', () => {
  const batches = packAll(Array.from({ length: 1201 }, () => sized(5000)));
  expect(batches.map((batch) => batch.records.length)).toEqual([500, 500, 201]);
});

test('no batch crosses 4 MiB over the wire, and the largest records still go', () => {
  const batches = packAll(Array.from({ length: 10 }, () => sized(MAX_RECORD_BYTES)));
  expect(batches.map((batch) => batch.records.length)).toEqual([3, 3, 3, 1]);
  for (const batch of batches) expect(body(batch).length).toBeLessThanOrEqual(MAX_BATCH_BYTES);
});

test('any lines: each packed once, in order, inside every limit', () => {
  const sizes = fc.array(
    fc.oneof(
      fc.integer({ min: 2, max: 1200 }),
      fc.integer({ min: 2, max: 20_000 }),
      fc.constant(700_000),
    ),
    { maxLength: 400 },
  );
  fc.assert(
    fc.property(sizes, (all) => {
      const lines = all.map((bytes, n) => line(String(n).padStart(bytes - 1, ' ')));
      const batches = packAll(lines);
      expect(batches.flatMap((b) => b.records.flatMap((r) => r.lines))).toEqual(lines);
      for (const batch of batches) {
        expect(batch.records.length).toBeLessThanOrEqual(MAX_BATCH_RECORDS);
        expect(body(batch).length).toBeLessThanOrEqual(MAX_BATCH_BYTES);
        for (const record of batch.records) {
          expect(record.bytes <= BILLING_UNIT_BYTES || record.lines.length === 1).toBe(true);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('a million events of usual size cost less than the budget of 0.030 dollars', () => {
  const dollarsPerGiB = 0.029 + 0.018; // ingestion and conversion, aws.md §7
  const bill = (eventBytes: number) => {
    const lines = Array.from({ length: 2000 }, () => sized(eventBytes));
    const billed = packAll(lines)
      .flatMap((batch) => batch.records)
      .reduce((sum, record) => sum + billedBytes(record.bytes), 0);
    return (billed / lines.length) * 1e6 * (dollarsPerGiB / 2 ** 30);
  };
  expect(bill(450)).toBeLessThan(0.03);
  expect(bill(560)).toBeLessThan(0.03);
  // One event a record, for comparison: the packing is what saves.
  expect(1e6 * billedBytes(450) * (dollarsPerGiB / 2 ** 30)).toBeGreaterThan(0.2);
});
