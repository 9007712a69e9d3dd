import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '@/lib/common/clock';
import { rowsOf } from '@/lib/testing/report-harness';
import { MIDDLE, smallLake } from '@/lib/testing/small-lake';
import { REPORTS } from './reports/registry';
import type { Report } from './reports/report';

/** One lake of eight sessions or so, always the same. */
const [events = []] = fc.sample(
  smallLake.filter((lake) => lake.length > 40),
  { numRuns: 1, seed: 7 },
);
const range = { from_ms: MIDDLE - 3 * DAY_MS, to_ms: MIDDLE + 3 * DAY_MS, compare: 'before' };

test.each(Object.entries<Report<unknown, unknown>>(REPORTS))(
  'the rows of %s come through Athena as they are',
  async (name, report) => {
    const given = name === 'session_events' ? { session_id: events[0]?.session_id } : range;
    // Which compares the two drivers.
    expect(await rowsOf(report, events, given)).not.toEqual([]);
  },
);
