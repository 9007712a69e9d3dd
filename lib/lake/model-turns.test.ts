import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { MODEL_DEFINITION } from '@/lib/models/models';
import { EMPTY_MANIFEST, type Manifest, withModels } from './manifest';
import type { DayContent } from './model-days';
import { createModelTurns } from './model-turns';

const NOON = Date.UTC(2026, 10, 22, 12);
const LONG_AGO = '2026-11-10';
const TODAY = '2026-11-22';

/** A manifest of one event file that lists these days, by number of events. */
function lakeOf(days: Readonly<Record<string, number>>): Manifest {
  const sessions: DayContent[] = Object.entries(days).map(([day, rows]) => ({
    day,
    rows,
    id_sum: String(rows),
  }));
  const file = { path: 'dt=x/part', dt: 'x', rows: 0, bytes: 0, min_id: '', max_id: '' };
  const stored = { ...file, id_sum: '', source: 'roll' as const, columns: 1, sessions };
  return { ...EMPTY_MANIFEST, files: [stored] };
}

function turnsAt(start: number) {
  const time = { now: start };
  const turns = createModelTurns('/lake', () => time.now);
  return {
    time,
    turns,
    /** Which days a turn makes. */
    days: (manifest: Manifest, all?: 'all') =>
      turns.next(manifest, all)?.job.days.map(({ day }) => day) ?? [],
  };
}

/** The manifest after these days were made as it says. */
function made(manifest: Manifest, at: number): Manifest {
  const days = (manifest.files[0]?.sessions ?? []).map(({ day, rows, id_sum }) => ({
    day: String(day),
    rows,
    id_sum,
    definition: MODEL_DEFINITION,
    made_at: at,
    files: [],
  }));
  return withModels(manifest, { listed: {}, days }, [], at);
}

describe('which days are made next', () => {
  test('at the start all that lie there, the newest first', () => {
    const { days } = turnsAt(NOON);
    expect(days(lakeOf({ [LONG_AGO]: 1, [TODAY]: 2 }))).toEqual([TODAY, LONG_AGO]);
  });

  test('none that is as its events are', () => {
    const { days } = turnsAt(NOON);
    expect(days(made(lakeOf({ [LONG_AGO]: 1, [TODAY]: 2 }), NOON))).toEqual([]);
  });

  test('a day in use only once nothing came for ten minutes', () => {
    const { time, days } = turnsAt(NOON);
    expect(days(EMPTY_MANIFEST)).toEqual([]);
    for (let n = 1; n <= 5; n++) {
      time.now += 5 * MINUTE_MS;
      expect(days(lakeOf({ [TODAY]: n }))).toEqual([]);
    }
    time.now += 10 * MINUTE_MS;
    expect(days(lakeOf({ [TODAY]: 5 }))).toEqual([TODAY]);
  });

  test('a closed day at once, and again ten minutes after it was made', () => {
    const { time, days } = turnsAt(NOON);
    const before = made(lakeOf({ [LONG_AGO]: 1 }), NOON);
    expect(days(before)).toEqual([]);
    const after = { ...before, files: lakeOf({ [LONG_AGO]: 2 }).files };
    time.now += 9 * MINUTE_MS;
    expect(days(after)).toEqual([]);
    time.now += MINUTE_MS;
    expect(days(after)).toEqual([LONG_AGO]);
  });

  test('yesterday is closed two hours after midnight', () => {
    const yesterday = '2026-11-21';
    const { time, days } = turnsAt(Date.parse(TODAY) + HOUR_MS);
    days(EMPTY_MANIFEST);
    expect(days(lakeOf({ [yesterday]: 1 }))).toEqual([]);
    time.now += HOUR_MS;
    expect(days(lakeOf({ [yesterday]: 2 }))).toEqual([yesterday]);
  });

  test('when asked for all, also a day in use that changes', () => {
    const { time, days } = turnsAt(NOON);
    days(EMPTY_MANIFEST);
    time.now += MINUTE_MS;
    expect(days(lakeOf({ [TODAY]: 1 }))).toEqual([]);
    expect(days(lakeOf({ [TODAY]: 2 }), 'all')).toEqual([TODAY]);
  });

  test('days made by other SELECTs than today’s', () => {
    const { days } = turnsAt(NOON);
    const { models, ...rest } = made(lakeOf({ [LONG_AGO]: 1 }), NOON - DAY_MS);
    const older = models.map((day) => ({ ...day, definition: 'of last year' }));
    expect(days({ ...rest, models: older })).toEqual([LONG_AGO]);
  });

  test('about two million events a turn, at least one day', () => {
    const { days } = turnsAt(NOON);
    const lake = { '2026-11-01': 5_000_000, '2026-11-02': 900_000, '2026-11-03': 1_200_000 };
    expect(days(lakeOf(lake))).toEqual(['2026-11-03', '2026-11-02']);
    expect(days(lakeOf({ '2026-11-01': 5_000_000 }))).toEqual(['2026-11-01']);
  });

  test('files that do not say their days are listed first; days without events are dropped', () => {
    const { turns } = turnsAt(NOON);
    const lake = lakeOf({ [LONG_AGO]: 1 });
    const bare = lake.files.map(({ sessions: _, ...file }) => file);
    expect(turns.next({ ...lake, files: bare })?.job).toMatchObject({
      list: [{ path: 'dt=x/part', dt: 'x' }],
      days: [],
    });
    expect(turns.next({ ...made(lake, NOON), files: [] })).toMatchObject({ drop: [LONG_AGO] });
  });
});
