import { createAthenaDesk } from '@/lib/analytics/athena-desk';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import type { ObjectStore } from '@/lib/storage/object-store';
import { createS3Store } from '@/lib/storage/s3';
import { createS3Versions } from '@/lib/storage/s3-versions';
import { awsAnalytics, awsState } from './aws-settings';
import { awsCredentials } from './credentials';
import { type Settings, SettingsError } from './settings';
import { stateFolder } from './state-folder';

const NEEDED = [
  'AWS_REGION',
  'FOOTFALL_RAW_BUCKET',
  'FOOTFALL_PROCESSED_BUCKET',
  'FOOTFALL_ATHENA_DATABASE',
] as const;

/** Where the statements that keep the tables run, by the name of the workgroup of questions. */
export const tablesWorkgroup = ({ FOOTFALL_ATHENA_WORKGROUP }: Settings): string =>
  `${FOOTFALL_ATHENA_WORKGROUP}-tables`;

/**
 * What an erasure in the cloud works on.
 * @throws {SettingsError} naming the settings that are missing.
 */
export function openErasure(settings: Settings, workgroup: string, signal: AbortSignal) {
  const missing = NEEDED.filter((name) => !settings[name]);
  if (missing.length > 0) {
    throw new SettingsError(missing.map((name) => `${name}: required to erase in aws mode`));
  }
  const { AWS_REGION: region = '', FOOTFALL_RAW_BUCKET: raw = '' } = settings;
  const processed = settings.FOOTFALL_PROCESSED_BUCKET ?? '';
  const analytics = awsAnalytics(settings);
  if (!analytics) throw new SettingsError(['FOOTFALL_ATHENA_DATABASE: required']);
  const access = { region, credentials: awsCredentials(settings) };
  const { database, outputLocation } = analytics;
  return {
    buckets: {
      raw: createS3Versions({ ...access, bucket: raw }),
      processed: createS3Versions({ ...access, bucket: processed }),
      state: createS3Versions({
        ...access,
        ...(awsState(settings) ?? { bucket: processed, prefix: PREFIXES.state }),
      }),
    },
    notes: createS3Store({ ...access, bucket: processed }),
    desk: createAthenaDesk({
      ...access,
      database,
      workgroup,
      signal,
      ...(outputLocation && { outputLocation }),
    }),
  };
}

/** Where the audit log lies by these settings. */
export function openState(settings: Settings): ObjectStore {
  const place = settings.FOOTFALL_MODE === 'aws' ? awsState(settings) : null;
  const region = settings.AWS_REGION;
  if (!place || !region) return stateFolder(settings);
  return createS3Store({ ...place, region, credentials: awsCredentials(settings) });
}
