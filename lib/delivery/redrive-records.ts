import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

/** A record that Firehose could not deliver, as its error record tells it. */
export interface UndeliveredRecord {
  readonly arrivedAt: number;
  /** AWS's own words for what went wrong. */
  readonly error: string;
  readonly data: Uint8Array;
}

/** The name of the error has changed over the years; the bytes have not. */
const errorRecord = z.object({
  rawData: z.base64(),
  arrivalTimestamp: z.number().int().nonnegative(),
  errorCode: z.string().optional(),
  lastErrorCode: z.string().optional(),
  errorMessage: z.string().optional(),
  lastErrorMessage: z.string().optional(),
});

const GZIP = [0x1f, 0x8b] as const;

/**
 * The error records of an object, one a line; gzip is told by its first bytes.
 * @throws an Error that names the line which is none.
 */
export function undeliveredRecords(body: Uint8Array): readonly UndeliveredRecord[] {
  const zipped = body[0] === GZIP[0] && body[1] === GZIP[1];
  const text = new TextDecoder('utf-8', { fatal: true }).decode(zipped ? gunzipSync(body) : body);
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const read = errorRecord.safeParse(json(line));
    if (!read.success) throw new Error(`line ${index + 1} is no error record of Firehose’s`);
    const one = read.data;
    const code = one.errorCode ?? one.lastErrorCode ?? 'no error code';
    const message = one.errorMessage ?? one.lastErrorMessage;
    return {
      arrivedAt: one.arrivalTimestamp,
      error: message ? `${code}: ${message}` : code,
      data: Buffer.from(one.rawData, 'base64'),
    };
  });
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Said by the caller, with the line's number: nothing parses as this.
    return undefined;
  }
}
