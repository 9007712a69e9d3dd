import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createFirehoseSink } from './firehose';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** moto reads who asks and does not check the signature; without it objects are private. */
const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
};

function onPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      // Not in this folder.
      return false;
    }
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function answers(url: string, deadline: number): Promise<void> {
  for (;;) {
    try {
      await fetch(`${url}/moto-api/`);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`no answer from ${url}`, { cause: error });
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/** A second opinion on the wire format from an emulator that is not ours. It knows no limits. */
describe.runIf(onPath('moto_server'))('against moto (only where moto_server is on PATH)', () => {
  let moto: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    await answers(url, Date.now() + 30_000);
  }, 40_000);

  afterAll(async () => {
    vi.unstubAllEnvs();
    const gone = new Promise((done) => moto.once('exit', done));
    moto.kill();
    await gone;
  });

  test('what the sink delivers is in the bucket, line by line', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_FIREHOSE', url);
    await fetch(`${url}/lake`, { method: 'PUT' });
    const client = new FirehoseClient({ region: 'us-east-1', credentials: CREDENTIALS });
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
      credentials: CREDENTIALS,
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
