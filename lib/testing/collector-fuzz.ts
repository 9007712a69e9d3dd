import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { REFUSALS } from '@/lib/collector/answer';
import type { RequestHead } from '@/lib/collector/gate';
import { signRunToken } from '@/lib/common/run-token';
import type { EventSink, SinkStream } from '@/lib/delivery/event-sink';
import { type BatchAck, type EventResult, MAX_EVENT_BYTES } from '@/lib/events/batch';
import { jsonSchema } from '@/lib/events/projections';
import { type CollectorFixture, collectorFixture, RUN_SECRET } from './collector-fixture';
import { bodyOf, type FuzzedRequest, fuzzedRequest } from './collector-mutations';
import { SAMPLE_TIME } from './sample-events';

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  readonly onProgress?: (runs: number) => void;
}

export interface FuzzReport {
  readonly runs: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly accepted: number;
  /** Rejected events by reason. */
  readonly rejected: Readonly<Record<string, number>>;
}

/** What the collector may answer, and no other: 431 is the HTTP parser's own and not met here. */
const STATUSES = new Set([200, ...Object.values(REFUSALS)]);
const RUN_TOKEN = signRunToken(
  { actor: 'producer', run_id: 'fuzz', exp: SAMPLE_TIME + 1e9 },
  RUN_SECRET,
);
const isEvent = new Ajv2020({ strict: false }).compile(jsonSchema());

/**
 * Sends mutated batches through the collector function and holds every answer to its promises.
 * @throws with seed and the smallest input found where one is broken.
 */
export async function fuzzCollector({ runs, seed, onProgress }: FuzzOptions): Promise<FuzzReport> {
  const written: Record<SinkStream, string[]> = { events: [], failed: [] };
  const fixtures = openCollectors(written);
  const report = {
    runs: 0,
    statuses: {} as Record<string, number>,
    accepted: 0,
    rejected: {} as Record<string, number>,
  };
  const count = (counts: Record<string, number>, key: string) => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  const property = fc.asyncProperty(fuzzedRequest, async (request) => {
    written.events.length = 0;
    written.failed.length = 0;
    const body = bodyOf(request);
    const answer = await ask(fixtures, request, body);
    count(report.statuses, String(answer.status));
    const results = judge(answer, body, written);
    for (const { status, reason } of results) {
      if (status === 'accepted') report.accepted += 1;
      else count(report.rejected, String(reason));
    }
    report.runs += 1;
    if (onProgress && report.runs % 10_000 === 0) onProgress(report.runs);
  });
  await fc.assert(property, { numRuns: runs, seed });
  return report;
}

interface Collectors {
  readonly open: CollectorFixture;
  /** With rate limits, of which the fuzzed addresses soon run out. */
  readonly limited: CollectorFixture;
  readonly down: CollectorFixture;
}

function openCollectors(written: Record<SinkStream, string[]>): Collectors {
  const healthy = { healthy: true, message: null, queuedBytes: 0, lagMs: 0 };
  const sink: EventSink = {
    name: 'memory',
    async put(stream, lines) {
      written[stream].push(...lines);
      return lines.map(() => ({ ok: true }));
    },
    state: () => healthy,
    close: async () => undefined,
  };
  const put: EventSink['put'] = async (_stream, lines) =>
    lines.map(() => ({ ok: false, code: 'unavailable', message: 'down' }));
  return {
    open: collectorFixture({ sink }),
    limited: collectorFixture({ sink, rateLimit: true }),
    down: collectorFixture({ sink: { ...sink, put } }),
  };
}

/** Most requests have a sound head: the others say little about bodies. */
function ask({ open, limited, down }: Collectors, { head }: FuzzedRequest, body: Buffer) {
  const kind = head % 32;
  const { collector } = kind === 1 ? limited : kind === 2 ? down : open;
  const headers: Record<string, string> = {
    'content-type': kind === 3 ? 'text/html' : 'application/json',
    'content-length': String(body.length),
    ...(kind === 4 && { origin: 'https://evil.example' }),
    ...(kind === 5 && { 'content-encoding': 'gzip' }),
    ...(kind === 6 && { 'x-footfall-run': 'forged' }),
    ...(kind >= 24 && { 'x-footfall-run': RUN_TOKEN }),
  };
  const request: RequestHead = {
    method: kind === 7 ? 'PUT' : 'POST',
    header: (name) => headers[name],
    address: '10.0.0.1',
  };
  const admission = collector.admit(request);
  return admission.ok ? collector.collect(admission.ticket, body) : admission.answer;
}

/** Throws where the answer and what was written do not keep the collector's promises. */
function judge(
  answer: { status: number; body: unknown },
  body: Buffer,
  written: Record<SinkStream, string[]>,
): readonly EventResult[] {
  hold(STATUSES.has(answer.status as never), `status ${answer.status}`);
  hold(!('admin' in {}), 'the prototype was changed');
  if (answer.status !== 200) {
    hold(written.events.length + written.failed.length === 0, 'written in spite of a refusal');
    return [];
  }
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  const sent: unknown[] = JSON.parse(text).events;
  const { results } = JSON.parse(JSON.stringify(answer.body)) as BatchAck;
  hold(results.length === sent.length, `${results.length} results for ${sent.length} events`);
  const lines = [...written.events];
  const failed = [...written.failed];
  results.forEach(({ event_id, status, reason }, index) => {
    if (status === 'accepted') judgeLine(lines.shift(), sent[index] as Sent, event_id);
    else judgeFailed(failed.shift(), body, index, reason);
  });
  hold(lines.length + failed.length === 0, 'more was written than was answered');
  return results;
}

type Sent = Readonly<Record<string, unknown>>;

function judgeLine(line: string | undefined, sent: Sent, id: string | null): void {
  hold(line !== undefined && !line.includes('\n'), 'an accepted event is one line');
  const event: Sent = JSON.parse(line ?? '');
  hold(JSON.stringify(event) === line, 'a line parses back equal');
  hold(isEvent(event), `a line keeps the schema: ${JSON.stringify(isEvent.errors)}`);
  hold(id === sent.event_id, 'the sender hears the id it sent');
  const repaired = String(event.flags).includes('repaired');
  for (const column of ['event_id', 'user_id', 'session_id', 'event_type', 'page', 'seq']) {
    hold(repaired || event[column] === (sent[column] ?? undefined), `${column} is what was sent`);
  }
  for (const value of Object.values(event)) {
    hold(typeof value !== 'string' || value.isWellFormed(), 'text is well-formed');
  }
  if (typeof event.extra === 'string') JSON.parse(event.extra, assertWellFormed);
}

function assertWellFormed(key: string, value: unknown): unknown {
  hold(key.isWellFormed(), 'a surplus name is well-formed');
  hold(typeof value !== 'string' || value.isWellFormed(), 'surplus text is well-formed');
  return value;
}

function judgeFailed(
  line: string | undefined,
  body: Buffer,
  index: number,
  reason: string | undefined,
): void {
  hold(line !== undefined && !line.includes('\n'), 'a rejected event is one failed line');
  const failed = JSON.parse(line ?? '');
  hold(JSON.stringify(failed) === line, 'a failed line parses back equal');
  hold(failed.index === index && failed.reason === reason, 'a failed line names its event');
  hold(failed.event_id?.isWellFormed() ?? true, 'a failed line is well-formed');
  const bytes = Buffer.from(failed.bytes, 'base64');
  hold(body.includes(bytes), 'a failed line holds the bytes that were sent');
  hold(bytes.length > 0 && bytes.length <= MAX_EVENT_BYTES, `${bytes.length} bytes kept`);
  if (failed.truncated) hold(bytes.length === MAX_EVENT_BYTES, 'cut at the limit');
  else JSON.parse(bytes.toString());
}

function hold(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`);
}
