/** Firehose bills every record rounded up to 5 KB; a record of full fives is paid for what it holds. */
export const BILLING_UNIT_BYTES = 5 * 1024;
/** Largest record Firehose takes: 1,000 KiB before base64. */
export const MAX_RECORD_BYTES = 1_000 * 1024;
/** Most records one PutRecordBatch may hold. */
export const MAX_BATCH_RECORDS = 500;
/**
 * Most bytes one PutRecordBatch may hold. AWS counts them before base64; we count the request as it
 * goes over the wire, which is a third more, so that no reading of the limit is ever crossed.
 */
export const MAX_BATCH_BYTES = 4 * 1024 * 1024;

/** `{"DeliveryStreamName":"<64 characters>","Records":[]}`, rounded up. */
const ENVELOPE_BYTES = 256;
/** `{"Data":""},` around each record. */
const RECORD_OVERHEAD_BYTES = 12;

export interface PackableLine {
  readonly text: string;
  /** UTF-8 bytes of the text and its line break. */
  readonly bytes: number;
}

/** Some lines in a row that travel, are accepted and are billed as one Firehose record. */
export interface PackedRecord<Line extends PackableLine> {
  readonly lines: readonly Line[];
  readonly bytes: number;
}

export interface PackedBatch<Line extends PackableLine> {
  readonly records: readonly PackedRecord<Line>[];
  /** Index of the first line that found no room. */
  readonly next: number;
}

/** UTF-8 bytes a line takes in a record, its line break included. */
export function lineBytes(text: string): number {
  return Buffer.byteLength(text) + 1;
}

/**
 * Packs lines, in order and from `start` on, into the records of one PutRecordBatch. A line is never
 * split; one larger than a billing unit travels alone. No line may exceed MAX_RECORD_BYTES.
 */
export function packBatch<Line extends PackableLine>(
  lines: readonly Line[],
  start = 0,
): PackedBatch<Line> {
  const records: PackedRecord<Line>[] = [];
  let next = start;
  let wire = ENVELOPE_BYTES;
  while (next < lines.length && records.length < MAX_BATCH_RECORDS) {
    const record = packRecord(lines, next);
    wire += wireBytes(record.bytes);
    if (wire > MAX_BATCH_BYTES) break;
    records.push(record);
    next += record.lines.length;
  }
  return { records, next };
}

function packRecord<Line extends PackableLine>(
  lines: readonly Line[],
  start: number,
): PackedRecord<Line> {
  let bytes = 0;
  let end = start;
  for (; end < lines.length; end++) {
    const more = lines[end]?.bytes ?? 0;
    if (end > start && bytes + more > BILLING_UNIT_BYTES) break;
    bytes += more;
  }
  return { lines: lines.slice(start, end), bytes };
}

/** Bytes a record adds to the request: base64 of its data and the JSON around it. */
function wireBytes(dataBytes: number): number {
  return 4 * Math.ceil(dataBytes / 3) + RECORD_OVERHEAD_BYTES;
}

/** The bytes Firehose stores: every line ends in a line break, so objects are JSON lines as they are. */
export function recordData(record: PackedRecord<PackableLine>): Uint8Array {
  let text = '';
  for (const line of record.lines) text += `${line.text}\n`;
  return Buffer.from(text);
}

/** What Firehose bills for a record. */
export function billedBytes(recordBytes: number): number {
  return Math.ceil(recordBytes / BILLING_UNIT_BYTES) * BILLING_UNIT_BYTES;
}
