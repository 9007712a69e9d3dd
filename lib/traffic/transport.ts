import { createTurnstile } from '@/lib/analytics/turnstile';
import { type Clock, MINUTE_MS, toIso } from '@/lib/common/clock';
import { type RunClaim, signRunToken } from '@/lib/common/run-token';
import { uuidV7 } from '@/lib/common/uuid';
import type { EventSink } from '@/lib/delivery/event-sink';
import type { BatchAck, EventBatch } from '@/lib/events/batch';
import { toLine } from '@/lib/events/complete';
import type { WireEvent } from '@/lib/events/event';
import type { SegmentLog } from '@/lib/lake/segment-log';
import type { Scenario } from '@/lib/shop/scenario';
import { toStored } from './events';
import type { Manner } from './faults/faults';
import { lotText } from './lot-text';
import { shownTo } from './trial';

export interface Rejection {
  readonly event_id: string;
  readonly reason: string;
}

export type Sent =
  | { readonly ok: true; readonly rejected: readonly Rejection[] }
  | {
      readonly ok: false;
      readonly error: string;
      readonly retryAfterMs?: number;
      /** Asking again would only be answered the same. */
      readonly final?: boolean;
      /** Those that got through all the same. */
      readonly acked?: ReadonlySet<string>;
    };

/** Where a producer's events go. Never rejects; an answer means that they are durable, or refused. */
export type Transport = (events: readonly WireEvent[], manner?: Manner) => Promise<Sent>;

export interface CollectorOptions {
  /** The shop's address, without a path. */
  readonly url: string;
  readonly runId: string;
  readonly runSecret: string;
  readonly scenario?: Scenario;
  readonly clock: Clock;
  readonly fetcher: typeof fetch;
}

/** More requests than these at once only wait in the server, and beyond its bounds are turned away. */
const MOST_ON_THE_WAY = 64;

/**
 * To the collector, as any browser, with a token that says whose run it is. A token names one arm of an
 * experiment, so what belongs to several goes in as many requests.
 */
export function toCollector(options: CollectorOptions): Transport {
  const turnstile = createTurnstile(MOST_ON_THE_WAY);
  return async (events, manner) => {
    const answers = await Promise.all(
      byArm(events).map(async (some) => ({
        events: some,
        sent: await turnstile.through(never(), () => postAs(options, some, manner)),
      })),
    );
    return together(answers);
  };
}

/** Who waits here does not give up: what is on its way is let finish. */
const never = () => new AbortController().signal;

/** The same list where all are of one arm: its text is made already. */
function byArm(events: readonly WireEvent[]): readonly (readonly WireEvent[])[] {
  const [first] = events;
  if (events.every(({ variant }) => variant === first?.variant)) return [events];
  const arms = new Map<string | undefined, WireEvent[]>();
  for (const event of events) {
    const some = arms.get(event.variant);
    if (some) some.push(event);
    else arms.set(event.variant, [event]);
  }
  return [...arms.values()];
}

/** Where some got through and some did not, those that did are told apart. */
function together(
  answers: readonly { readonly events: readonly WireEvent[]; readonly sent: Sent }[],
): Sent {
  const rejected = answers.flatMap(({ sent }) => (sent.ok ? sent.rejected : []));
  const fault = answers.map(({ sent }) => sent).find((sent) => !sent.ok);
  if (!fault || fault.ok) return { ok: true, rejected };
  const refused = new Set(rejected.map(({ event_id }) => event_id));
  const acked = answers
    .flatMap(({ events, sent }) => (sent.ok ? events : []))
    .map(({ event_id }) => event_id)
    .filter((id) => !refused.has(id));
  return { ...fault, acked: new Set(acked) };
}

async function postAs(
  { url, runId, runSecret, scenario, clock, fetcher }: CollectorOptions,
  events: readonly WireEvent[],
  { skewMs = 0, robots = false }: Manner = {},
): Promise<Sent> {
  const shown = shownTo(scenario, events[0]?.variant);
  const now = clock();
  const exp = now + 5 * MINUTE_MS;
  const claim: RunClaim = {
    actor: robots ? 'bot' : 'producer',
    run_id: runId,
    exp,
    ...(shown && { scenario: shown }),
    ...(skewMs !== 0 && { held_to_clock: true }),
  };
  const head: Omit<EventBatch, 'events'> = {
    v: 1,
    batch_id: uuidV7(now),
    sent_at: toIso(now + skewMs),
    context: { user_agent: 'footfall-producer', time_zone: '', touch: false, store: 'idb' },
  };
  try {
    const response = await fetcher(`${url}/api/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-footfall-run': signRunToken(claim, runSecret),
      },
      body: `${JSON.stringify(head).slice(0, -1)},"events":${lotText(events)}}`,
    });
    if (response.ok) return answered(await response.json());
    return refused(response, await response.json(), url);
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    const why = cause?.code ?? (error as Error).message;
    return { ok: false, error: `nothing answers at ${url} (${why}); is the shop started?` };
  }
}

function answered({ results }: BatchAck): Sent {
  const rejected = results.flatMap(({ event_id, status, reason = '' }) =>
    status === 'rejected' && event_id ? [{ event_id, reason }] : [],
  );
  return { ok: true, rejected };
}

function refused(response: Response, { code }: { code?: string }, url: string): Sent {
  const seconds = Number(response.headers.get('retry-after'));
  const foreign = code === 'bad_run_token';
  return {
    ok: false,
    final: foreign,
    error: foreign
      ? `${url} does not know our run token: use the server's own FOOTFALL_DATA_DIR or FOOTFALL_SECRET`
      : `collector answered ${response.status} ${code}`,
    retryAfterMs: seconds > 0 ? seconds * 1000 : undefined,
  };
}

/** Past the collector: what it would store is known beforehand. */
export interface DirectOptions {
  readonly runId: string;
  readonly scenario?: Scenario;
  readonly clock: Clock;
}

/** Into a segment of the lake that is this process's own. */
export function toLake(log: SegmentLog, options: DirectOptions): Transport {
  return async (events, manner) => {
    const lines = storedLines(events, options, manner);
    const outcome = await log.append(`${lines.join('\n')}\n`);
    if (outcome.ok) return { ok: true, rejected: [] };
    return { ok: false, error: `the lake is ${outcome.code}: ${outcome.message}` };
  };
}

export function toSink(sink: EventSink, options: DirectOptions): Transport {
  return async (events, manner) => {
    const outcomes = await sink.put('events', storedLines(events, options, manner));
    const faults = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome]));
    const [first] = faults;
    if (!first) return { ok: true, rejected: [] };
    const acked = events.flatMap(({ event_id }, at) => (outcomes[at]?.ok ? [event_id] : []));
    return {
      ok: false,
      error: `${sink.name} is ${first.code}: ${first.message}`,
      acked: new Set(acked),
    };
  };
}

function storedLines(
  events: readonly WireEvent[],
  { runId, scenario, clock }: DirectOptions,
  { robots = false }: Manner = {},
): string[] {
  const receivedMs = clock();
  return events.map((wire) => {
    const at = { eventMs: Date.parse(wire.timestamp), receivedMs };
    const stored = toStored(wire, at, runId, scenario);
    return toLine(robots ? { ...stored, actor: 'bot' } : stored);
  });
}
