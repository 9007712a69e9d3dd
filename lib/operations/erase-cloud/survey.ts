import type { QueryValue } from '@/lib/analytics/query-engine';
import type { StatementDesk } from '@/lib/analytics/statement-desk';
import { toIso } from '@/lib/common/clock';
import { isUuidV7, uuidV7Time } from '@/lib/common/uuid';
import { LANDING_FROM } from '@/lib/lake/bucket-layout';
import { type Erased, sightings } from '@/lib/models/athena-erasure';
import { DATABASE_TABLES } from '@/lib/models/athena-statements';
import type { ObjectVersion, ObjectVersions } from '@/lib/storage/object-versions';
import { wordOf } from '../erase/visitor';
import { type Seen, seenIn } from './their-objects';
import { addHour, digestOf, sizeOf, type Trace } from './trace';
import { walk } from './walk';

export interface SurveyOptions {
  readonly trace: Trace;
  readonly desk: StatementDesk;
  /** Versions of raw and failed events and of error records that may hold them, by what is known. */
  sources(): Promise<
    readonly { readonly store: ObjectVersions; readonly versions: readonly ObjectVersion[] }[]
  >;
}

/**
 * Finds all that stands for the visitor, until a round finds nothing new: what Athena knows says where
 * raw is to be read, and raw may know a session that no table does.
 */
export async function survey({ trace, desk, sources }: SurveyOptions): Promise<void> {
  const read = new Set<string>();
  const speaks = (text: string) => wordOf(trace.user_id).test(text);
  for (let before = -1; before !== sizeOf(trace); ) {
    before = sizeOf(trace);
    await ask(trace, desk);
    for (const { store, versions } of await sources()) {
      const fresh = versions.filter(({ key, versionId, etag }) => {
        const name = `${key}\n${versionId}\n${etag}`;
        return !read.has(name) && read.add(name);
      });
      const look = async (body: Buffer) => {
        for (const seen of seenIn(body, trace.user_id, speaks)) addSeen(trace, seen);
        return null;
      };
      await walk({ store, versions: fresh, rid: () => look, dryRun: true });
    }
  }
}

/** As statements name them. */
export function erasedOf({ user_id, sessions }: Trace): Erased {
  return { digest: digestOf(user_id), sessions: [...sessions].sort(), since: LANDING_FROM };
}

async function ask(trace: Trace, desk: StatementDesk): Promise<void> {
  for (const sql of sightings(DATABASE_TABLES, erasedOf(trace))) {
    for (const row of await desk.rows(sql)) {
      const [path, event_id, session_id, day, hour] = row.map(textOf);
      addSeen(trace, {
        event_id: event_id ?? null,
        session_id: session_id ?? null,
        received_at: hour ?? null,
      });
      if (day) trace.eventDays.add(day);
      if (!path) continue;
      const key = path.replace(/^s3:\/\/[^/]+\//, '');
      trace.landed.add(key);
      // Redriven and synchronised objects lie under another hour than their events arrived.
      const [, dt, at] = /\/dt=([\d-]{10})\/hour=(\d\d)\//.exec(key) ?? [];
      if (dt && at) addHour(trace, `${dt}T${at}`);
    }
  }
}

const textOf = (value: QueryValue): string | null => (value === null ? null : String(value));

function addSeen(trace: Trace, { event_id, session_id, received_at }: Seen): void {
  // A failed event may hold anything: by an id that is none, other people's texts would be taken.
  if (event_id !== null && isUuidV7(event_id)) {
    trace.events.add(event_id);
    trace.eventDays.add(dateIn(event_id));
  }
  if (session_id !== null && isUuidV7(session_id)) {
    trace.sessions.add(session_id);
    trace.sessionDays.add(dateIn(session_id));
  }
  if (received_at !== null) addHour(trace, received_at);
}

const dateIn = (id: string) => toIso(uuidV7Time(id)).slice(0, 10);
