import { join } from 'node:path';
import {
  createFolderSource,
  createStoredSource,
  type FailedSource,
} from '@/lib/failed-events/failed-source';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import { RAW_FAILED } from '@/lib/lake/layout';
import { openFolder } from './folders';
import type { Settings } from './settings';

const UNSEEN =
  'This server delivers failed events to Firehose and does not read them back: FOOTFALL_RAW_BUCKET is not set. With it, and a role that may list the bucket and get objects below failed/, they are shown here, and replayed where the role may put records into the stream of events too. Without it, aws s3 ls --recursive s3://<raw bucket>/failed/ finds them: JSON lines, packed with gzip, by the hour of arrival.';

/** Where failed events are read from by FOOTFALL_MODE. */
export function failedEventsOf(settings: Settings): {
  readonly source: FailedSource | null;
  readonly unseen: string;
} {
  const { FOOTFALL_MODE, FOOTFALL_DATA_DIR, FOOTFALL_RAW_BUCKET } = settings;
  switch (FOOTFALL_MODE) {
    case 'local':
      return { source: createFolderSource(join(FOOTFALL_DATA_DIR, RAW_FAILED)), unseen: '' };
    case 'aws': {
      if (!FOOTFALL_RAW_BUCKET) return { source: null, unseen: UNSEEN };
      const folder = `s3://${FOOTFALL_RAW_BUCKET}/${PREFIXES.rawFailed}`;
      return { source: createStoredSource(openFolder(folder, settings)), unseen: '' };
    }
    default:
      return FOOTFALL_MODE satisfies never;
  }
}
