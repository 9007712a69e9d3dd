import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FirehoseStandIn, startFirehoseStandIn } from '@/e2e/fixtures/firehose-stand-in';
import { createRng } from '@/lib/common/rng';
import { createFirehoseSink } from './firehose';

let standIn: FirehoseStandIn;

beforeEach(async () => {
  standIn = await startFirehoseStandIn();
  vi.stubEnv('AWS_ENDPOINT_URL_FIREHOSE', standIn.url);
});
afterEach(async () => {
  await standIn.close();
  vi.unstubAllEnvs();
});

const openHasty = () =>
  createFirehoseSink({
    region: 'eu-west-1',
    streams: { events: 'footfall-events', failed: 'footfall-failed' },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    rng: createRng(7),
    sleep: async () => undefined,
  });
const count = (lines: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
};

test('whatever is refused and resent, every outcome is that of its own line', async () => {
  const plan = fc.record({
    calls: fc.array(fc.array(fc.integer({ min: 20, max: 9000 }), { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 12,
    }),
    script: fc.array(
      fc.oneof(
        fc.record({
          do: fc.constant('partial' as const),
          indexes: fc.array(fc.nat(60), { maxLength: 60 }),
        }),
        fc.constantFrom(
          { do: 'throttle' as const },
          { do: 'wrong-length' as const, by: -1 },
          { do: 'wrong-length' as const, by: 2 },
          { do: 'destroy-after-accept' as const },
          { do: 'lie' as const, indexes: [0], failedPutCount: 0 },
          { do: 'error' as const, status: 400, type: 'InvalidArgumentException' },
          { do: 'ok' as const },
        ),
      ),
      { maxLength: 14 },
    ),
    // After the script all goes well, or some records are always refused, so that lines do fail.
    refused: fc.array(fc.nat(20), { maxLength: 4 }),
  });
  let seenOk = 0;
  let seenFailed = 0;
  let round = 0;
  await fc.assert(
    fc.asyncProperty(plan, async ({ calls, script, refused }) => {
      const prefix = `${round++}-`;
      standIn.script(script);
      standIn.always({ do: 'partial', indexes: refused });
      const hasty = openHasty();
      const sent = calls.map((sizes, c) =>
        sizes.map((bytes, n) => `${prefix}${c}-${n}-`.padEnd(bytes - 1, '.')),
      );
      const answers = await Promise.all(sent.map((lines) => hasty.put('events', lines)));
      await hasty.close();
      const arrived = count(
        standIn.accepted('footfall-events').filter((line) => line.startsWith(prefix)),
      );
      for (const [c, lines] of sent.entries()) {
        expect(answers[c]).toHaveLength(lines.length);
        for (const [n, line] of lines.entries()) {
          const outcome = answers[c]?.[n];
          if (outcome?.ok) {
            seenOk++;
            expect(arrived.get(line) ?? 0, line.slice(0, 20)).toBeGreaterThanOrEqual(1);
          } else seenFailed++;
          if (!arrived.has(line)) expect(outcome?.ok, line.slice(0, 20)).toBe(false);
        }
      }
      expect([...arrived.keys()].every((line) => sent.flat().includes(line))).toBe(true);
      expect(hasty.state()).toMatchObject({ queuedBytes: 0, lagMs: 0 });
    }),
    { numRuns: 80, seed: 20261122 },
  );
  // The property is about both: a run that saw only one kind would prove nothing.
  expect(seenOk).toBeGreaterThan(500);
  expect(seenFailed).toBeGreaterThan(50);
});
