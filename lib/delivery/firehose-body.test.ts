import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { expect, test } from 'vitest';
import { writeBodiesNatively } from './firehose-body';

/** What a client would send: its body and the headers that speak of it. */
async function sent(records: readonly Uint8Array[], prepare?: (client: FirehoseClient) => void) {
  const seen: { body: string; headers: Record<string, string> }[] = [];
  const client = new FirehoseClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    // The signature has the time in it.
    systemClockOffset: 0,
  });
  prepare?.(client);
  client.middlewareStack.add(
    () => async (args) => {
      const { body, headers } = args.request as {
        body: Uint8Array;
        headers: Record<string, string>;
      };
      seen.push({ body: new TextDecoder().decode(body), headers });
      return { response: {}, output: { $metadata: {}, FailedPutCount: 0, RequestResponses: [] } };
    },
    { step: 'finalizeRequest', priority: 'low', name: 'instead' },
  );
  await client.send(
    new PutRecordBatchCommand({
      DeliveryStreamName: 'footfall-events',
      Records: records.map((Data) => ({ Data })),
    }),
  );
  const [{ body, headers } = { body: '', headers: {} }] = seen;
  return { body, length: headers['content-length'], type: headers['content-type'], headers };
}

test('bodies are those of the SDK, to the byte, whatever the records hold', async () => {
  const shared = Buffer.from('before{"a":1}\nafter');
  for (const records of [
    [Buffer.from('{"a":"ü"}\n'), Buffer.from('x\n')],
    [new Uint8Array(0), Uint8Array.of(1), Uint8Array.of(1, 2), Uint8Array.of(1, 2, 255)],
    [shared.subarray(6, 14)],
    [],
  ]) {
    const own = await sent(records);
    const native = await sent(records, writeBodiesNatively);
    expect(native.body).toBe(own.body);
    expect([native.length, native.type]).toEqual([own.length, own.type]);
    expect(native.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 .*Signature=/);
  }
});
