import { join } from 'node:path';
import { createAthenaEngine } from '@/lib/analytics/athena';
import { createDuckdbProcess } from '@/lib/analytics/duckdb-process';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { productTitle } from '@/lib/catalog/product';
import type { Clock } from '@/lib/common/clock';
import type { EventSink } from '@/lib/delivery/event-sink';
import { createFirehoseSink } from '@/lib/delivery/firehose';
import { createFolderStore } from '@/lib/storage/folder';
import type { ObjectStore } from '@/lib/storage/object-store';
import { createS3Store } from '@/lib/storage/s3';
import { awsAnalytics, awsDelivery, s3Address } from './aws-settings';
import { awsCredentials } from './credentials';
import type { Settings } from './settings';

/**
 * Single drivers for commands that run beside a server: unlike its runtime, none of them holds the
 * lake's lock. Each is null where a setting that it needs is missing.
 */
export function openFirehose(settings: Settings, clock: Clock): EventSink | null {
  const delivery = awsDelivery(settings);
  if (!delivery) return null;
  const credentials = awsCredentials(settings);
  return createFirehoseSink({ ...delivery, credentials, clock, rng: Math.random });
}

export function openAnalytics(settings: Settings, clock: Clock): QueryEngine | null {
  const { FOOTFALL_MODE, FOOTFALL_DATA_DIR: root, AWS_REGION: region } = settings;
  switch (FOOTFALL_MODE) {
    case 'local': {
      const products = PRODUCTS.map((one) => ({ ...one, name: productTitle(one) }));
      return createDuckdbProcess({ root, products, own: () => [] });
    }
    case 'aws': {
      const analytics = awsAnalytics(settings);
      if (!analytics || !region) return null;
      const credentials = awsCredentials(settings);
      return createAthenaEngine({ ...analytics, region, credentials, clock });
    }
    default:
      return FOOTFALL_MODE satisfies never;
  }
}

/** What stands for `raw/`: that of the data folder, or a bucket or a folder in it, `s3://bucket/folder/`. */
export function openRaw(settings: Settings, address: string | undefined): ObjectStore | null {
  const { FOOTFALL_MODE, FOOTFALL_DATA_DIR: root, AWS_REGION: region } = settings;
  if (!address)
    return FOOTFALL_MODE === 'local' ? createFolderStore({ root: join(root, 'raw') }) : null;
  const place = s3Address(address);
  if (!place || !region) return null;
  return createS3Store({ ...place, region, credentials: awsCredentials(settings) });
}
