import { expect, test } from 'vitest';
import { failedEventsOf } from './failed-folder';
import { readSettings } from './settings';

const AWS = {
  FOOTFALL_MODE: 'aws',
  AWS_REGION: 'eu-west-1',
  FOOTFALL_FIREHOSE_STREAM: 'events',
  FOOTFALL_FIREHOSE_FAILED_STREAM: 'failed',
};

test('failed events are read from the lake, or from the raw bucket where it is named', () => {
  expect(failedEventsOf(readSettings({})).source?.mostFiles).toBe(20_000);
  expect(
    failedEventsOf(readSettings({ ...AWS, FOOTFALL_RAW_BUCKET: 'raw' })).source?.mostFiles,
  ).toBe(500);
});

test('where neither is there the page says what is missing and how else', () => {
  const { source, unseen } = failedEventsOf(readSettings(AWS));
  expect(source).toBeNull();
  expect(unseen).toMatch(/FOOTFALL_RAW_BUCKET is not set.*aws s3 ls/);
});
