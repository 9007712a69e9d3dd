import { gunzipSync } from 'node:zlib';
import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { onTestFinished, vi } from 'vitest';
import {
  PROCESSED_BUCKET,
  RAW_BUCKET,
  STATE_BUCKET,
  startAwsStandIns,
} from '@/e2e/fixtures/aws-stand-ins';
import { type AthenaDeskOptions, createAthenaDesk } from '@/lib/analytics/athena-desk';
import { DAY_MS, HOUR_MS, systemClock } from '@/lib/common/clock';
import { formatUuidV7 } from '@/lib/common/uuid';
import { toLine } from '@/lib/events/complete';
import { HOLD } from '@/lib/lake/bucket-layout';
import { MODELS } from '@/lib/models/models';
import { type EraseCloudOptions, eraseInCloud } from '@/lib/operations/erase-cloud/erase-cloud';
import { createS3Store } from '@/lib/storage/s3';
import { createS3Versions } from '@/lib/storage/s3-versions';
import { storedEvent } from './lake-events';
import { scratchFolder } from './scratch-folder';

const NEVER_MS = HOUR_MS;
const NOW = Date.parse('2026-11-22T08:30:00.000Z');
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const ACCESS = { region: 'eu-west-1', credentials: CREDENTIALS };

export const GONE = 'visitor-1';
/** Whose ids resemble theirs. */
export const OTHERS = ['visitor-10', 'visitor-2'] as const;

const sessionOf = (user_id: string, at = NOW) =>
  formatUuidV7(
    at,
    Uint8Array.from({ length: 16 }, (_, i) => user_id.charCodeAt(i) || i),
  );
const eventOf = (n: number, user_id: string, at = NOW) =>
  storedEvent(n, { event_ms: at, user_id, session_id: sessionOf(user_id, at), product_id: 'pot' });

/** A visitor in every place that keeps one, beside others, in stand-ins that speak to the real SDK. */
export async function erasureWorld(versioned: readonly string[] = []) {
  const aws = await startAwsStandIns({ bufferMs: NEVER_MS, refreshMs: NEVER_MS, versioned });
  const dataDir = scratchFolder();
  for (const [name, value] of Object.entries(aws.env)) {
    if (name.startsWith('AWS_ENDPOINT_URL')) vi.stubEnv(name, value);
  }
  const firehose = new FirehoseClient(ACCESS);
  const put = (stream: string, ...records: readonly string[]) =>
    firehose.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: stream,
        Records: records.map((record) => ({ Data: Buffer.from(record) })),
      }),
    );
  const lines = (...events: readonly Parameters<typeof toLine>[0][]) =>
    events.map((event) => `${toLine(event)}\n`).join('');
  const failed = (user_id: string) => {
    const bytes = JSON.stringify({ user_id, session_id: sessionOf(user_id), page: 'nowhere' });
    return `${JSON.stringify({ reason: 'bad_page', bytes: Buffer.from(bytes).toString('base64') })}\n`;
  };
  const yesterday = NOW - DAY_MS;
  await put(
    'footfall-events',
    lines(eventOf(1, OTHERS[0]), eventOf(2, GONE), eventOf(3, OTHERS[1])),
    lines(eventOf(4, GONE, yesterday), eventOf(5, OTHERS[1], yesterday)),
    // The last document fails the whole record, which is laid down in base64.
    `${lines(eventOf(6, GONE), eventOf(7, OTHERS[0]))}{"page":"cut`,
  );
  await put('footfall-failed', failed(GONE), failed(OTHERS[1]));
  await aws.flush();
  await aws.refresh();
  // Another object, which holds nobody but them, and is not merged yet.
  await put('footfall-events', lines(eventOf(8, GONE)));
  await aws.flush();
  aws.s3.put(STATE_BUCKET, 'state/queries/one.json', Buffer.from(`{"sql":"user_id = '${GONE}'"}`));
  aws.s3.put(STATE_BUCKET, 'state/queries/two.json', Buffer.from(`{"sql":"'${OTHERS[0]}'"}`));
  aws.s3.put(PROCESSED_BUCKET, 'query-results/footfall/a.csv', Buffer.from(`"${GONE}"\n`));
  aws.s3.put(PROCESSED_BUCKET, 'query-results/footfall/b.csv', Buffer.from(`"${OTHERS[0]}"\n`));

  const buckets = {
    raw: createS3Versions({ ...ACCESS, bucket: RAW_BUCKET }),
    processed: createS3Versions({ ...ACCESS, bucket: PROCESSED_BUCKET }),
    state: createS3Versions({ ...ACCESS, bucket: STATE_BUCKET, prefix: 'state/' }),
  };
  const notes = createS3Store({ ...ACCESS, bucket: PROCESSED_BUCKET });
  const openDesk = (options: Partial<AthenaDeskOptions> = {}) =>
    createAthenaDesk({
      ...ACCESS,
      database: 'footfall',
      workgroup: 'footfall-tables',
      againMs: 1,
      ...options,
    });
  const desk = openDesk();
  const usual: EraseCloudOptions = {
    user_id: GONE,
    buckets,
    notes,
    desk,
    dataDir,
    clock: systemClock,
    // The run that keeps the tables comes by while somebody waits for it.
    sleep: async () => void (await aws.refresh()),
    dryRun: false,
    keeperWaitMs: HOUR_MS,
    stretch: null,
  };
  onTestFinished(async () => {
    desk.close();
    firehose.destroy();
    vi.unstubAllEnvs();
    await aws.close();
  });
  const rowsOf = async (sql: string) => (await desk.rows(sql)).map((row) => [...row]);

  return {
    aws,
    usual,
    openDesk,
    rowsOf,
    erase: (changes: Partial<EraseCloudOptions> = {}) => eraseInCloud({ ...usual, ...changes }),
    /** Every line of raw there is, by whoever; those inside of error records, too. */
    rawLines: () =>
      [...aws.s3.objects(RAW_BUCKET), ...aws.s3.objects(PROCESSED_BUCKET)]
        .filter(([key]) => /^(events|failed|undelivered)\//.test(key))
        .flatMap(([, body]) => textLines(body))
        .flatMap((line) => {
          const data = /"rawData":"([^"]*)"/.exec(line)?.[1];
          return data === undefined ? [line] : textLines(Buffer.from(data, 'base64'));
        })
        .sort(),
    /** Every byte of every version in the buckets, as text. */
    allTexts: () =>
      [RAW_BUCKET, PROCESSED_BUCKET, STATE_BUCKET].flatMap((bucket) =>
        aws.s3
          .versions(bucket)
          .filter(({ key }) => !key.endsWith('.parquet') && !key.startsWith(HOLD.asked))
          .flatMap(({ key, body }) => (body ? [{ key, text: textLines(body).join('\n') }] : [])),
      ),
    /** Rows that a table and plain SQL over events do not share. */
    differing: async () => {
      const found: unknown[] = [];
      for (const { name, columns, select } of MODELS) {
        const list = columns.map((column) => column.name).join(', ');
        const plain = `SELECT ${list} FROM (${select({ events: 'events', sessions: 'sessions', products: 'products' })}) AS plain`;
        const table = `SELECT ${list} FROM "${name}"`;
        found.push(
          ...(await rowsOf(`(${plain} EXCEPT ${table}) UNION ALL (${table} EXCEPT ${plain})`)),
        );
      }
      return found;
    },
  };
}

export type ErasureWorld = Awaited<ReturnType<typeof erasureWorld>>;

function textLines(body: Buffer): string[] {
  const packed = body[0] === 0x1f && body[1] === 0x8b;
  return (packed ? gunzipSync(body) : body).toString('utf8').split('\n').filter(Boolean);
}
