import { type Clock, HOUR_MS, toIso } from '@/lib/common/clock';
import { uuidV7Time } from '@/lib/common/uuid';
import { findLines } from '@/lib/lake/find-line';
import { RAW_EVENTS, RAW_FAILED } from '@/lib/lake/layout';
import type { Manifest, StoredFile } from '@/lib/lake/manifest';
import { type EventPlaces, FAILED_WITHIN_MS, NOT_IN_RAW } from './event-places';
import type { TraceStep } from './event-trace';

export interface LakePlacesOptions {
  readonly root: string;
  readonly clock: Clock;
  manifest(): Promise<Manifest>;
}

/** The lake of this machine: segments, then Parquet, by its manifest. */
export function createLakePlaces({ root, clock, manifest }: LakePlacesOptions): EventPlaces {
  return {
    blind: '',
    raw: (eventId, receivedMs) => findLines(root, RAW_EVENTS, eventId, receivedMs),

    async failed(eventId, madeMs) {
      const until = Math.min(clock(), madeMs + FAILED_WITHIN_MS);
      for (let at = madeMs; at <= until; at += HOUR_MS / 4) {
        const [line] = await findLines(root, RAW_FAILED, eventId, at);
        if (line) return line;
      }
      return null;
    },

    async way(eventId, _, line) {
      const { files, segments } = await manifest();
      const inParquet = (visibleMs: number | null): TraceStep => {
        const file = files.find((one) => mayHold(one, eventId));
        const words = file
          ? `In processed/events/${file.path}, one of ${file.rows.toLocaleString('en')} rows.`
          : 'In Parquet.';
        return { name: 'In Parquet', atMs: visibleMs, words };
      };
      if (!line) return [{ name: 'Stored', atMs: null, words: NOT_IN_RAW }, inParquet(null)];
      const place = `${line.segment}, ${line.bytes} bytes from byte ${line.offset} on`;
      const durable = {
        name: 'Durable, then acknowledged',
        atMs: null,
        words: `Synced to ${place}.`,
      };
      const rolled = segments[line.segment];
      if (!rolled || rolled.bytes <= line.offset) {
        const words = 'At once, from memory: its segment has not been rolled into Parquet yet.';
        return [durable, { name: 'Visible', atMs: null, words }];
      }
      return [durable, inParquet(rolled.visible_at ?? null)];
    },
  };
}

function mayHold({ dt, min_id, max_id }: StoredFile, eventId: string): boolean {
  return dt === toIso(uuidV7Time(eventId)).slice(0, 10) && min_id <= eventId && eventId <= max_id;
}
