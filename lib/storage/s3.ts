import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { describeError } from '@/lib/common/aws-errors';
import { SECOND_MS } from '@/lib/common/clock';
import { requestLimits } from '@/lib/common/request-limits';
import { assertKey, type ObjectStore, type StoredObject } from './object-store';
import { assertPrefix } from './prefix';

const REQUEST_TIMEOUT_MS = 10 * SECOND_MS;
/** Each of these calls may be made twice without harm, so retrying is left to the SDK. */
const MAX_TRIES = 3;
/**
 * An object put in one piece has its MD5 as tag; one in several pieces has another form. Under a KMS key
 * the tag has this form and is no MD5: nothing is ever equal to it, which costs a needless copy.
 */
const MD5_ETAG = /^"?([0-9a-f]{32})"?$/;

export interface S3StoreOptions {
  readonly region: string;
  readonly bucket: string;
  /** Stands before every key; empty, or ending in a slash. */
  readonly prefix?: string;
  /** Found by the SDK's own chain where absent. */
  readonly credentials?: S3ClientConfig['credentials'];
  /** Longest time for one request, its body included; enough for small objects where silent. */
  readonly timeoutMs?: number;
}

/**
 * One S3 object an object, in one request each: the port's objects are small. S3 itself promises
 * that a reader sees the old or the new one, and a list what was put before it. Rejects with an
 * Error that names the bucket, the call and AWS's own words.
 */
export function createS3Store(options: S3StoreOptions): ObjectStore {
  const { region, bucket, prefix = '', credentials, timeoutMs = REQUEST_TIMEOUT_MS } = options;
  if (prefix !== '' && !prefix.endsWith('/')) throw new RangeError(`no folder: ${prefix}`);
  assertPrefix(prefix);
  const client = new S3Client({
    region,
    ...(credentials && { credentials }),
    maxAttempts: MAX_TRIES,
    requestHandler: requestLimits(timeoutMs, REQUEST_TIMEOUT_MS),
  });
  const at = (key: string) => ({ Bucket: bucket, Key: `${prefix}${key}` });
  async function inWords<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const message = `S3 bucket ${bucket} in ${region}: ${what}: ${describeError(error)}`;
      throw new Error(message, { cause: error });
    }
  }

  return {
    name: 's3',
    async put(key, body) {
      assertKey(key);
      // Copied, since the caller may change its bytes while the request is under way or repeated.
      const command = new PutObjectCommand({ ...at(key), Body: body.slice() });
      await inWords(`put ${key}`, () => client.send(command));
    },
    async get(key) {
      assertKey(key);
      return await inWords(`get ${key}`, async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand(at(key)));
          return (await Body?.transformToByteArray()) ?? new Uint8Array();
        } catch (error) {
          if ((error as { name?: unknown }).name === 'NoSuchKey') return null;
          throw error;
        }
      });
    },
    async list(wanted) {
      assertPrefix(wanted);
      return await inWords(`list ${wanted}`, async () => {
        const pages = paginateListObjectsV2(
          { client },
          { Bucket: bucket, Prefix: `${prefix}${wanted}` },
        );
        const found: StoredObject[] = [];
        for await (const { Contents = [] } of pages) {
          for (const { Key = '', Size = 0, LastModified, ETag = '' } of Contents) {
            const key = Key.slice(prefix.length);
            const md5 = MD5_ETAG.exec(ETag)?.[1];
            const modifiedAt = LastModified?.getTime() ?? 0;
            found.push({ key, bytes: Size, modifiedAt, ...(md5 !== undefined && { md5 }) });
          }
        }
        // In order as they come: S3 lists by key.
        return found;
      });
    },
    async delete(key) {
      assertKey(key);
      await inWords(`delete ${key}`, () => client.send(new DeleteObjectCommand(at(key))));
    },
  };
}
