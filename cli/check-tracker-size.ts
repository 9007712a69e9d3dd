import { TRACKER_LIMIT_BYTES, trackerSize } from '@/bench/tracker-size';

/** Fails where the tracker has outgrown its budget. */
const { gzip, minified } = await trackerSize();
const bytes = (count: number) => `${count.toLocaleString('en')} bytes`;
const figure = `The tracker with all that it pulls in is ${bytes(gzip)} (gzip -9; ${minified.toLocaleString('en')} minified)`;
if (gzip > TRACKER_LIMIT_BYTES) {
  console.error(
    `${figure}: ${bytes(gzip - TRACKER_LIMIT_BYTES)} above its limit of ${bytes(TRACKER_LIMIT_BYTES)}.`,
  );
  process.exit(1);
}
console.log(`${figure}; its limit is ${bytes(TRACKER_LIMIT_BYTES)}.`);
