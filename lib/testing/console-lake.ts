import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createKeeper } from '@/lib/lake/keeper';
import { nodeIo } from '@/lib/lake/lake-io';
import { PROCESSED_EVENTS, RAW_EVENTS } from '@/lib/lake/layout';
import { makeModels } from '@/lib/lake/make-models';
import { createManifestReader } from '@/lib/lake/manifest-file';
import { roll } from '@/lib/lake/roll';
import type { EscapeTargets } from './console-escapes';
import { storedEvent } from './lake-events';

const AT = Date.parse('2026-11-22T08:15:40.000Z');

/** A lake with three rolled events and two in a segment, and around it what nobody may reach. */
export async function consoleLake() {
  const around = mkdtempSync(join(tmpdir(), 'footfall-console-'));
  // Whoever the query runs as may come this far, so that what stops it is its guard.
  chmodSync(around, 0o755);
  const root = join(around, 'lake');
  const sibling = `${root}x`;
  const secret = join(around, 'secret.csv');
  mkdirSync(sibling);
  for (const path of [secret, join(sibling, 'secret.csv')]) writeFileSync(path, 'hidden\n1234\n');
  const write = (name: string, ...ids: number[]) => {
    const path = join(root, RAW_EVENTS, 'dt=2026-11-22/hour=08', `footfall-1-${name}`);
    mkdirSync(dirname(path), { recursive: true });
    const lines = ids.map((n) => `${JSON.stringify(storedEvent(n, { event_ms: AT + n }))}\n`);
    writeFileSync(path, lines.join(''), { flag: 'a' });
  };
  write('a', 1, 2, 3);
  const clock = () => AT + 60_000;
  const keeper = createKeeper({
    root,
    clock,
    io: nodeIo,
    roll: (job) => roll(job, { clock }),
    makeModels: (job) => makeModels(job, { clock }),
  });
  await keeper.rollAll();
  await keeper.close();
  write('b', 4, 5);
  const manifest = createManifestReader(root).read;
  const [file] = (await manifest()).files;
  if (!file) throw new Error('nothing was rolled');
  const link = join(root, PROCESSED_EVENTS, 'link.csv');
  symlinkSync(secret, link);
  const segment = join(root, PROCESSED_EVENTS, file.path);
  const targets: EscapeTargets = { lake: root, secret, link, sibling, segment };
  return {
    root,
    around,
    targets,
    manifest,
    own: () => [],
    write,
    remove: () => rmSync(around, { recursive: true, force: true }),
  };
}
