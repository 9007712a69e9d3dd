import { linkSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { settingsOrExit } from '@/cli/settings-or-exit';
import { LAKE_END, LAKE_START, reportLake } from './report-lake';

/** Most of the lake, with ends that move on by the turn, so that no question is like the one before. */
export function rangeOf(turn: number): string {
  const shift = (turn % 48) * 3_600_000;
  return `from_ms=${LAKE_START + shift / 2}&to_ms=${LAKE_END - shift}`;
}

/**
 * The lake of the report benches for a server of its own: files are links, since a lake never changes
 * one in place, and what the server writes stays out of the lake that is kept.
 */
export async function linkedLake(
  into: string,
  millions: number,
  report: (text: string) => void,
): Promise<void> {
  const kept = await reportLake(
    join(settingsOrExit().FOOTFALL_DATA_DIR, 'bench'),
    millions,
    report,
  );
  for (const entry of readdirSync(kept, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(into, from.slice(kept.length));
    mkdirSync(dirname(to), { recursive: true });
    linkSync(from, to);
  }
}
