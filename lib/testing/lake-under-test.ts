import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createDuckdbEngine, type DuckdbOptions } from '@/lib/analytics/duckdb';
import { PRODUCTS } from '@/lib/catalog/catalog';
import type { ClickstreamEvent } from '@/lib/events/event';
import { createKeeper, type Keeper, type KeeperOptions } from '@/lib/lake/keeper';
import { nodeIo } from '@/lib/lake/lake-io';
import { createLakeReader } from '@/lib/lake/lake-reader';
import { RAW_EVENTS } from '@/lib/lake/layout';
import { type ModelStep, makeModels } from '@/lib/lake/make-models';
import { roll } from '@/lib/lake/roll';
import type { RollStep } from '@/lib/lake/store-file';
import { scratchFolder } from './scratch-folder';

export const LAKE_NOW = Date.parse('2026-11-22T08:15:40.000Z');

/** The catalogue that stored days are made by. */
const products = PRODUCTS;

interface Failpoints {
  readonly reached?: (step: RollStep) => void;
  readonly modelReached?: (step: ModelStep) => void;
}

/** A lake in a folder of its own, whose segments a test writes by hand. */
export function lakeUnderTest() {
  const root = scratchFolder();
  const time = { now: LAKE_NOW };
  const clock = () => time.now;
  return {
    root,
    time,
    clock,
    /** Adds events, or lines as they are, to a segment; answers its path. */
    write(name: string, ...lines: readonly (ClickstreamEvent | string)[]): string {
      const path = join(root, RAW_EVENTS, 'dt=2026-11-22/hour=08', `footfall-1-${name}`);
      mkdirSync(dirname(path), { recursive: true });
      const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
      appendFileSync(path, text.map((line) => `${line}\n`).join(''));
      return path;
    },
    keeper(options: Partial<KeeperOptions> & Failpoints = {}): Keeper {
      const keeper = createKeeper({
        root,
        clock,
        io: nodeIo,
        roll: (job) => roll(job, { clock, reached: options.reached }),
        makeModels: (job) => makeModels(job, { clock, reached: options.modelReached }),
        ...options,
      });
      onTestFinished(() => keeper.close());
      return keeper;
    },
    engine(options: Pick<DuckdbOptions, 'keptEvents' | 'products'> = {}) {
      const lake = createLakeReader({ root, folder: RAW_EVENTS, clock });
      const engine = createDuckdbEngine({ lake, products, ...options });
      onTestFinished(() => engine.close());
      return engine;
    },
  };
}
