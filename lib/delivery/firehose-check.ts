import {
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  type FirehoseClientConfig,
} from '@aws-sdk/client-firehose';
import { describeError } from '@/lib/common/aws-errors';
import { SECOND_MS } from '@/lib/common/clock';
import { requestLimits } from '@/lib/common/request-limits';
import type { ResourceCheck } from '@/lib/common/resource-check';
import type { SinkStream } from './event-sink';

const REQUEST_TIMEOUT_MS = 5 * SECOND_MS;

export interface FirehoseCheckOptions {
  readonly region: string;
  readonly streams: Readonly<Record<SinkStream, string>>;
  readonly credentials?: FirehoseClientConfig['credentials'];
}

/**
 * Whether both streams are there and take records. That they may be written to shows only when
 * something is.
 */
export async function checkFirehose(options: FirehoseCheckOptions): Promise<ResourceCheck[]> {
  const { region, streams, credentials } = options;
  const client = new FirehoseClient({
    region,
    ...(credentials && { credentials }),
    maxAttempts: 2,
    requestHandler: requestLimits(REQUEST_TIMEOUT_MS),
  });
  const look = async (stream: string, setting: string): Promise<ResourceCheck> => {
    const resource = `Firehose stream ${stream}`;
    const found = await stateOf(client, stream, region, setting);
    return { resource, neededFor: 'delivery', ...found };
  };
  try {
    return await Promise.all([
      look(streams.events, 'FOOTFALL_FIREHOSE_STREAM'),
      look(streams.failed, 'FOOTFALL_FIREHOSE_FAILED_STREAM'),
    ]);
  } finally {
    client.destroy();
  }
}

async function stateOf(
  client: FirehoseClient,
  stream: string,
  region: string,
  setting: string,
): Promise<Pick<ResourceCheck, 'state' | 'message'>> {
  try {
    const command = new DescribeDeliveryStreamCommand({ DeliveryStreamName: stream });
    const { DeliveryStreamDescription } = await client.send(command);
    const status = DeliveryStreamDescription?.DeliveryStreamStatus;
    return status === 'ACTIVE'
      ? { state: 'there', message: 'It is active.' }
      : { state: 'missing', message: `It is ${status}, and takes records once it is ACTIVE.` };
  } catch (error) {
    const words = describeError(error).replace(/\.?\s*$/, '');
    if (/ResourceNotFound/.test(words)) {
      const message = `There is no such stream in ${region}: deploy the stack, or set ${setting} and AWS_REGION to where it is.`;
      return { state: 'missing', message };
    }
    if (/access ?denied|not authorized/i.test(words)) {
      const message = `The role may not look at it (\`firehose:DescribeDeliveryStream\`), which only this check needs; events take \`firehose:PutRecordBatch\`. ${words}.`;
      return { state: 'unknown', message };
    }
    return { state: 'missing', message: `Firehose in ${region} did not answer: ${words}.` };
  }
}
