import type { Clock } from '@/lib/common/clock';
import { isForeignOrigin } from '@/lib/common/foreign-origin';
import type { Rng } from '@/lib/common/rng';
import { isTrafficRun, RUN_TOKEN_NAME, verifyRunToken } from '@/lib/common/run-token';
import type { EventSink } from '@/lib/delivery/event-sink';
import type { MetricStore } from '@/lib/monitoring/metric-store';
import { parseScenario, type ScenarioRun } from '@/lib/shop/scenario';
import { type Answer, type RefusalCode, refuse } from './answer';
import { meterRefusal } from './meter-refusal';
import { createRateLimiter } from './rate-limiter';

/** The part of a request that is known before its body. */
export interface RequestHead {
  readonly method: string;
  /** A header's value by its lower-case name. */
  header(name: string): string | undefined;
  /** The client's address as our own server saw it; null where no server of ours stands in front. */
  readonly address: string | null;
}

/** What the gate learned about an admitted request. */
export interface Ticket {
  readonly head: RequestHead;
  /** The run this request belongs to, or null for everybody else. */
  readonly run: ScenarioRun | null;
}

export interface GateOptions {
  readonly sink: EventSink;
  readonly metrics: MetricStore;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly runSecret: string;
  /** Host of the address visitors use, beside the request's own Host header. */
  readonly publicHost: string;
  readonly rateLimit: boolean;
}

export type Admission =
  | { readonly ok: true; readonly ticket: Ticket }
  | { readonly ok: false; readonly answer: Answer };

/** Decides on a request before a byte of its body is read: cheap, synchronous, never throws. */
export type Gate = (head: RequestHead, maxBytes: number) => Admission;

const RUN_HEADER = 'x-footfall-run';
const ADDRESS_LIMIT = { burst: 200, perSecond: 40 };
/** Room for any address; where no server of ours stands in front the client writes it. */
const MAX_ADDRESS_CHARS = 64;
const MAX_QUEUED_BYTES = 16 * 1024 * 1024;
const MAX_LAG_MS = 2_000;

export function createGate(options: GateOptions): Gate {
  const { sink, metrics, clock, rng, runSecret, publicHost } = options;
  const spend = createRateLimiter(ADDRESS_LIMIT, clock);

  const turnAway = (code: RefusalCode, retryAfterSeconds?: number): Admission => ({
    ok: false,
    answer: meterRefusal(metrics, refuse(code, retryAfterSeconds)),
  });

  return (head, maxBytes) => {
    if (head.method !== 'POST') return turnAway('method');
    if (isForeignOrigin(head.header, publicHost)) return turnAway('foreign_origin');
    if (!acceptsType(head)) return turnAway('unsupported_type');
    if (Number(head.header('content-length') ?? 0) > maxBytes) return turnAway('too_large');
    const { queuedBytes, lagMs } = sink.state();
    if (queuedBytes > MAX_QUEUED_BYTES || lagMs > MAX_LAG_MS) {
      return turnAway('overloaded', retryAfter(rng));
    }
    const claimed = head.header(RUN_HEADER);
    const token = claimed ?? cookie(head, RUN_TOKEN_NAME);
    const run = token ? verifyRunToken(token, runSecret, clock(), parseScenario) : null;
    // Only a producer sends the header: under a bad one its events would pass for a person's. A
    // browser may still hold the cookie of a run long over, and is then just a browser.
    if (claimed !== undefined && !run) return turnAway('bad_run_token');
    if (options.rateLimit && !isTrafficRun(run) && head.address) {
      const wait = spend(head.address.slice(0, MAX_ADDRESS_CHARS), 1);
      if (wait > 0) return turnAway('limited', wait);
    }
    return { ok: true, ticket: { head, run } };
  };
}

/** Between 2 and 10 seconds, so that those turned away together do not come back together. */
export function retryAfter(rng: Rng): number {
  return 2 + Math.floor(rng() * 9);
}

function acceptsType(head: RequestHead): boolean {
  if ((head.header('content-encoding') ?? 'identity') !== 'identity') return false;
  const sent = head.header('content-type') ?? '';
  // As the tracker and the producer write it; everything else is taken apart.
  if (sent === 'application/json') return true;
  const [type, ...parameters] = sent.toLowerCase().split(';');
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith('charset='));
  const isText = type?.trim() === 'application/json' || type?.trim() === 'text/plain';
  return isText && (charset === undefined || charset === 'charset=utf-8');
}

function cookie(head: RequestHead, name: string): string | undefined {
  for (const pair of head.header('cookie')?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
