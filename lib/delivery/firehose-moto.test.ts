import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { MOTO_CREDENTIALS, motoInstalled, startMoto } from '@/lib/testing/moto-server';
import { createFirehoseSink } from './firehose';

/** moto reads who asks and does not check the signature; without it objects are private. */
const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
};

/** A second opinion on the wire format from an emulator that is not ours. It knows no limits. */
describe.runIf(motoInstalled())('against moto (only where moto_server is on PATH)', () => {
  let url: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ url, stop } = await startMoto());
  }, 40_000);

  afterAll(async () => {
    vi.unstubAllEnvs();
    await stop();
  });

  test('what the sink delivers is in the bucket, line by line', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_FIREHOSE', url);
    await fetch(`${url}/lake`, { method: 'PUT' });
    const client = new FirehoseClient({ region: 'us-east-1', credentials: MOTO_CREDENTIALS });
    await client.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: 'events',
        ExtendedS3DestinationConfiguration: {
          RoleARN: 'arn:aws:iam::123456789012:role/firehose',
          BucketARN: 'arn:aws:s3:::lake',
        },
      }),
    );
    client.destroy();
    const sink = createFirehoseSink({
      region: 'us-east-1',
      credentials: MOTO_CREDENTIALS,
      streams: { events: 'events', failed: 'nope' },
    });
    const lines = Array.from({ length: 40 }, (_, n) => JSON.stringify({ n, text: 'ü'.repeat(99) }));
    expect(await sink.put('events', lines)).toEqual(lines.map(() => ({ ok: true })));
    expect(await sink.put('failed', ['{}'])).toMatchObject([
      { ok: false, message: expect.stringContaining('ResourceNotFoundException') },
    ]);
    await sink.close();

    const listing = await (await fetch(`${url}/lake?list-type=2`)).text();
    const keys = [...listing.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key);
    const bodies = await Promise.all(
      keys.map(async (key) => (await fetch(`${url}/lake/${key}`, { headers: SIGNED })).text()),
    );
    expect(bodies.join('').split('\n').slice(0, -1)).toEqual(lines);
  });
});
