import type { Clock } from '@/lib/common/clock';
import { createManifestReader } from '@/lib/lake/manifest-file';
import { createBucketPlaces } from '@/lib/xray/bucket-places';
import { createLakePlaces } from '@/lib/xray/lake-places';
import type { TraceDeskOptions } from '@/lib/xray/trace-desk';
import { openFolder } from './folders';
import type { Settings } from './settings';

const UNSEEN =
  'Its objects in S3 are not looked at here: FOOTFALL_RAW_BUCKET is not set. With it, and a role that may list the bucket and get objects below events/ and failed/, this page finds its line, and failed events too.';

/** Where events lie besides the engine by FOOTFALL_MODE. */
export function eventPlacesOf(settings: Settings, clock: Clock): TraceDeskOptions['places'] {
  const { FOOTFALL_MODE, FOOTFALL_DATA_DIR: root } = settings;
  switch (FOOTFALL_MODE) {
    case 'local':
      return createLakePlaces({ root, clock, manifest: createManifestReader(root).read });
    case 'aws': {
      const bucket = (name: string) => {
        const address = `s3://${name}/`;
        return { store: openFolder(address, settings), name: address };
      };
      const { FOOTFALL_RAW_BUCKET: raw, FOOTFALL_PROCESSED_BUCKET: processed } = settings;
      if (!raw) return { unseen: UNSEEN };
      return createBucketPlaces({
        raw: bucket(raw),
        processed: processed ? bucket(processed) : null,
      });
    }
    default:
      return FOOTFALL_MODE satisfies never;
  }
}
