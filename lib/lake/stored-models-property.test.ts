import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClickstreamEvent } from '@/lib/events/event';
import { modelEvent } from '@/lib/testing/model-lake';
import { differing, SAME, storedLake } from '@/lib/testing/stored-lake';

const batch = fc.array(modelEvent, { minLength: 1, maxLength: 12 });
const command = fc.oneof(
  { weight: 3, arbitrary: batch },
  { weight: 2, arbitrary: fc.constantFrom('roll' as const, 'make' as const) },
);

/** Begins with something stored, so that what follows comes late. */
const history = fc
  .tuple(batch, fc.array(command, { minLength: 2, maxLength: 5 }))
  .map(([first, rest]) => [first, 'roll' as const, 'make' as const, ...rest]);

test('tables are plain SQL over events, whatever comes when', { timeout: 600_000 }, async () => {
  let stored = 0;
  let lateBatches = 0;
  await fc.assert(
    fc.asyncProperty(history, async (commands) => {
      const lake = storedLake();
      const keeper = lake.keeper();
      const engine = lake.engine();
      // This one holds open sessions as a table while they are few.
      const turning = lake.engine({ keptEvents: 8 });
      const given: ClickstreamEvent[] = [];
      for (const [turn, step] of commands.entries()) {
        if (step === 'roll') await keeper.rollAll();
        else if (step === 'make') await keeper.makeAllModels();
        else {
          // A copy of something earlier comes with every batch.
          lake.write(`${turn}`, ...step, ...given.slice(0, 2));
          given.push(...step);
        }
        expect(await differing(engine)).toEqual(SAME);
        expect(await differing(turning)).toEqual(SAME);
        const days = await lake.days();
        stored += days.length;
        if (days.length > 0 && typeof step !== 'string') lateBatches += 1;
      }
      await keeper.rollAll();
      await keeper.makeAllModels();
      expect(await differing(engine)).toEqual(SAME);
      expect(await differing(lake.engine())).toEqual(SAME);
      expect(await lake.findings()).toEqual([]);
      await keeper.close();
      await engine.close();
    }),
    // A run takes half a minute: looking for a smaller counterexample would outlast every limit.
    { numRuns: 3, endOnFailure: true },
  );
  // Or it has not tried what it is for.
  expect(stored).toBeGreaterThan(5);
  expect(lateBatches).toBeGreaterThan(1);
});
