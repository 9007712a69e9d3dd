import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { describeError } from '@/lib/common/aws-errors';
import { MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import { requestLimits } from '@/lib/common/request-limits';
import { ChangedError, type ObjectVersion, type ObjectVersions } from './object-versions';

/** Time for a file of 128 MiB on a slow line. */
const REQUEST_TIMEOUT_MS = 5 * MINUTE_MS;
const CONNECT_TIMEOUT_MS = 10 * SECOND_MS;
/** Each of these calls may be made twice without harm. */
const MAX_TRIES = 4;
/** The id of what was put while a bucket kept no versions. */
const UNVERSIONED = 'null';
/** What S3 says of a condition that does not hold; `NotFound` where the object is gone. */
const CHANGED = new Set([
  'PreconditionFailed',
  'ConditionalRequestConflict',
  'NoSuchKey',
  'NotFound',
]);

export interface S3VersionsOptions {
  readonly region: string;
  readonly bucket: string;
  /** Stands before every key; empty, or ending in a slash. */
  readonly prefix?: string;
  /** Found by the SDK's own chain where absent. */
  readonly credentials?: S3ClientConfig['credentials'];
}

/** Rejects with an Error that names the bucket, the call and AWS's own words. */
export function createS3Versions(options: S3VersionsOptions): ObjectVersions {
  const { region, bucket, prefix: root = '', credentials } = options;
  const client = new S3Client({
    region,
    ...(credentials && { credentials }),
    maxAttempts: MAX_TRIES,
    requestHandler: requestLimits(REQUEST_TIMEOUT_MS, CONNECT_TIMEOUT_MS),
  });
  const at = ({ key }: ObjectVersion) => ({ Bucket: bucket, Key: `${root}${key}` });
  /** To read an old version takes a permission of its own. */
  const named = (version: ObjectVersion) => ({
    ...at(version),
    ...(!version.isLatest && { VersionId: version.versionId }),
  });

  async function inWords<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const message = `S3 bucket ${bucket} in ${region}: ${what}: ${describeError(error)}`;
      throw new Error(message, { cause: error });
    }
  }

  async function page(prefix: string, from: { key?: string; version?: string }) {
    return await client.send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: `${root}${prefix}`,
        ...(from.key !== undefined && { KeyMarker: from.key }),
        ...(from.version !== undefined && { VersionIdMarker: from.version }),
      }),
    );
  }

  async function list(prefix: string): Promise<readonly ObjectVersion[]> {
    const found: ObjectVersion[] = [];
    let from: { key?: string; version?: string } = {};
    for (;;) {
      const {
        Versions = [],
        IsTruncated,
        NextKeyMarker,
        NextVersionIdMarker,
      } = await page(prefix, from);
      for (const {
        Key = '',
        VersionId = UNVERSIONED,
        IsLatest = true,
        Size = 0,
        ETag = '',
      } of Versions) {
        const key = Key.slice(root.length);
        found.push({ key, versionId: VersionId, isLatest: IsLatest, bytes: Size, etag: ETag });
      }
      if (!IsTruncated || NextKeyMarker === undefined) return found;
      from = {
        key: NextKeyMarker,
        ...(NextVersionIdMarker !== undefined && { version: NextVersionIdMarker }),
      };
    }
  }

  async function deleteVersion(version: ObjectVersion): Promise<void> {
    const { versionId: VersionId } = version;
    await client.send(new DeleteObjectCommand({ ...at(version), VersionId }));
  }

  return {
    list: (prefix) => inWords(`list versions of ${prefix}`, () => list(prefix)),
    get: (version) =>
      inWords(`get ${version.key}`, async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand(named(version)));
          return Buffer.from((await Body?.transformToByteArray()) ?? []);
        } catch (error) {
          if (['NoSuchKey', 'NoSuchVersion'].includes((error as Error).name)) return null;
          throw error;
        }
      }),
    async replace(version, body) {
      try {
        await inWords(`replace ${version.key}`, async () => {
          const there = await client.send(new HeadObjectCommand(at(version)));
          const { VersionId = UNVERSIONED } = await client.send(
            new PutObjectCommand({
              ...at(version),
              ...kept(there),
              Body: body,
              IfMatch: version.etag,
            }),
          );
          // Under the same id the old bytes are gone; under another they are an old version.
          if (VersionId !== version.versionId) await deleteVersion(version);
        });
      } catch (error) {
        const { cause } = error as { cause?: { readonly name?: string } };
        if (!CHANGED.has(cause?.name ?? '')) throw error;
        throw new ChangedError(version.key, { cause: error });
      }
    },
    remove: (version) =>
      inWords(`delete ${version.key}`, async () => {
        if (!version.isLatest) return deleteVersion(version);
        // In a bucket of versions this marks it as deleted, so that no older version takes its place.
        const { DeleteMarker } = await client.send(new DeleteObjectCommand(at(version)));
        if (DeleteMarker) await deleteVersion(version);
      }),
  };
}

/** What S3 keeps of an object beside its bytes and does not put there again by itself. */
function kept(there: HeadObjectCommandOutput) {
  const { ContentType, ContentEncoding, CacheControl, Metadata, StorageClass } = there;
  return {
    ...(ContentType !== undefined && { ContentType }),
    ...(ContentEncoding !== undefined && { ContentEncoding }),
    ...(CacheControl !== undefined && { CacheControl }),
    ...(Metadata !== undefined && { Metadata }),
    ...(StorageClass !== undefined && { StorageClass }),
  };
}
