import { MINUTE_MS, systemClock } from '@/lib/common/clock';
import type { EventSink } from '@/lib/delivery/event-sink';
import { createFirehoseSink } from '@/lib/delivery/firehose';
import { createLakeSink } from '@/lib/delivery/lake';
import { openLake } from '@/lib/lake/lake';
import { createFolderStore } from '@/lib/storage/folder';
import type { ObjectStore } from '@/lib/storage/object-store';
import { createS3Store } from '@/lib/storage/s3';
import { awsDelivery, s3Address } from './aws-settings';
import { awsCredentials } from './credentials';
import { type Settings, SettingsError } from './settings';

/** Time for a file of the lake on a slow line. */
const LARGE_OBJECT_MS = 2 * MINUTE_MS;

/**
 * A folder as a store of objects: `s3://bucket/folder/`, or a path on this machine.
 * @throws {SettingsError} for an address in S3 that cannot be reached by these settings.
 */
export function openFolder(address: string, settings: Settings): ObjectStore {
  if (!address.startsWith('s3:')) return createFolderStore({ root: address });
  const found = s3Address(address.endsWith('/') ? address : `${address}/`);
  if (!found) throw new SettingsError([`${address}: give a folder in S3, such as s3://bucket/`]);
  const region = settings.AWS_REGION;
  if (!region) throw new SettingsError(['AWS_REGION: required for a folder in S3']);
  return createS3Store({
    ...found,
    region,
    credentials: awsCredentials(settings),
    timeoutMs: LARGE_OBJECT_MS,
  });
}

/**
 * Where events go by FOOTFALL_MODE, for a command that sends some of its own: in local mode beside a
 * running server, which rolls them.
 */
export function openSink(settings: Settings): EventSink {
  switch (settings.FOOTFALL_MODE) {
    case 'local':
      return createLakeSink(
        openLake({ root: settings.FOOTFALL_DATA_DIR, clock: systemClock }),
        systemClock,
      );
    case 'aws': {
      const delivery = awsDelivery(settings);
      if (!delivery) throw new SettingsError(['FOOTFALL_MODE: a setting of aws mode is missing']);
      return createFirehoseSink({ ...delivery, credentials: awsCredentials(settings) });
    }
    default:
      return settings.FOOTFALL_MODE satisfies never;
  }
}
