import { setTimeout as pause } from 'node:timers/promises';
import pc from 'picocolors';
import { MINUTE_MS, systemClock } from '@/lib/common/clock';
import { openErasure, tablesWorkgroup } from '@/lib/config/erasure';
import type { Settings } from '@/lib/config/settings';
import {
  type CloudErasure,
  eraseInCloud,
  type Found,
} from '@/lib/operations/erase-cloud/erase-cloud';

export interface CloudEraseOptions {
  readonly user: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly workgroup?: string;
  readonly wait: number;
  readonly keeper: boolean;
}

/** The command in aws mode. */
export async function eraseInTheCloud(
  settings: Settings,
  options: CloudEraseOptions,
): Promise<CloudErasure> {
  const { user, dryRun, json, from, to, wait, keeper } = options;
  if ((from === undefined) !== (to === undefined))
    throw new Error('Give --from and --to together.');
  const stretch = from !== undefined && to !== undefined ? { from, to } : null;
  if (stretch && stretch.from > stretch.to) throw new Error('--from is after --to.');
  const stop = new AbortController();
  const { desk, ...places } = openErasure(
    settings,
    options.workgroup ?? tablesWorkgroup(settings),
    stop.signal,
  );
  process.once('SIGINT', () => {
    console.error('Stopping. The same command goes on where this one ended.');
    stop.abort(new Error('Interrupted. The same command goes on where this one ended.'));
  });
  try {
    const done = await eraseInCloud({
      ...places,
      desk,
      user_id: user,
      dataDir: settings.FOOTFALL_DATA_DIR,
      clock: systemClock,
      sleep: (ms) => pause(ms, undefined, { signal: stop.signal }),
      dryRun,
      keeperWaitMs: keeper ? wait * MINUTE_MS : null,
      stretch,
      signal: stop.signal,
      onStep: (words) => console.error(pc.dim(`  ${words} …`)),
    });
    if (json) console.log(JSON.stringify(done));
    else print(user, done);
    return done;
  } finally {
    desk.close();
  }
}

function print(user: string, { events, sessions, days, found, remains }: CloudErasure): void {
  console.log(`${user}: ${events} events in ${sessions} sessions, on ${days} days of the tables`);
  console.log(remains === null ? 'They are in:' : 'They were taken out of:');
  for (const one of found) if (amount(one) !== '') console.log(line(one));
  if (remains === null) return;
  if (remains.length === 0) {
    console.log(pc.green('✓ Neither the objects nor the tables speak of them any more.'));
    return;
  }
  console.log(pc.red('✗ Still there:'));
  for (const one of remains) {
    console.log(pc.red(line(one)));
    for (const key of one.keys) console.log(`      ${key}`);
  }
  console.log('Run it again: what came meanwhile is found by the next call.');
}

const line = (one: Found) => `  ${one.place.padEnd(24)} ${amount(one)}`;

function amount({ objects, versions, rows }: Found): string {
  return [
    objects > 0 ? `${objects} objects` : '',
    rows > 0 ? `${rows} lines or rows` : '',
    versions > 0 ? `${versions} old versions` : '',
  ]
    .filter(Boolean)
    .join(', ');
}
