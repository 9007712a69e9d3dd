import { runAwsCampaign } from '../durability/aws-campaign';
import { test as base, expect } from '../fixtures/test';

base(
  'in aws mode 10,000 events under every fault of Firehose and kill -9 are in events exactly once',
  async () => {
    base.setTimeout(180_000);
    const result = await runAwsCampaign({ events: 10_000, kills: 3, seed: 7 });
    expect(result.violations).toEqual([]);
    expect(result.verdict).toMatchObject({ lost: [], spurious: [], altered: [], duplicates: 0 });
    expect(result.verdict.acked).toBeGreaterThanOrEqual(10_000);
    expect(result.raw.duplicates).toBeGreaterThan(0);
    expect(result.tables.copies).toBe(result.raw.duplicates);
    for (const fault of ['partial', 'throttle', 'lie', 'wrong-length', 'destroy-after-accept']) {
      expect(result.faults[fault], fault).toBeGreaterThan(0);
    }
    expect(result.load.withoutAnswer, 'requests cut off by a kill').toBeGreaterThan(0);
  },
);
