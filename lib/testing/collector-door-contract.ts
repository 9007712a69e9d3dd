import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BatchAck } from '@/lib/events/batch';
import { sampleBatch, TEAPOT_PRICE } from './collector-fixture';
import { type CollectorInput, collectorInputs } from './collector-inputs';
import { SAMPLE_TIME, sampleWireEvent } from './sample-events';

/** A door that listens, and the lines that lie behind it. */
export interface OpenDoor {
  readonly port: number;
  readonly path: string;
  /** A route of Next's has no hand on its connection: what it answers to an overlong body may be lost. */
  readonly cutsOff?: boolean;
  lines(stream: 'events' | 'failed'): readonly string[];
}

export interface DoorUnderTest extends OpenDoor {
  close(): Promise<void>;
}

interface Answered {
  /** Null where the connection ended without an answer. */
  readonly status: number | null;
  readonly text: string;
}

/**
 * Sends an input and answers what is wrong with what came of it: nothing, for a door that keeps the
 * contract. What was accepted must be stored as expected, what was rejected kept with its bytes.
 */
export async function judgeInput(door: OpenDoor, input: CollectorInput): Promise<string[]> {
  const before = { events: door.lines('events').length, failed: door.lines('failed').length };
  let answer = await ask(door, input);
  const mayBeLost = door.cutsOff && input.status === 413;
  for (let again = 0; again < 3 && mayBeLost && answer.status === null; again++) {
    answer = await ask(door, input);
  }
  const events = door.lines('events').slice(before.events);
  const failed = door.lines('failed').slice(before.failed);
  const wrong: string[] = [];
  const hold = (what: string, is: unknown, should: unknown) => {
    const [found, wanted] = [JSON.stringify(is), JSON.stringify(should)];
    if (found !== wanted) wrong.push(`${what}: ${found} instead of ${wanted}`);
  };
  if (input.status === null) {
    if (answer.status !== null && answer.status !== 400) hold('status', answer.status, 400);
  } else {
    hold('status', answer.status, input.status);
    if (input.code) hold('code', codeOf(answer.text), input.code);
  }
  if (!input.results || answer.status !== 200) {
    hold('lines written', [events.length, failed.length], [0, 0]);
    return wrong;
  }
  const { results } = JSON.parse(answer.text) as BatchAck;
  hold(
    'results',
    results.map(({ status, reason }) => reason ?? status),
    input.results,
  );
  const stored = events.map((line): Record<string, unknown> => JSON.parse(line));
  const accepted = results.filter(({ status }) => status === 'accepted');
  hold(
    'stored',
    stored.map((event) => event.event_id),
    accepted.map((result) => result.event_id),
  );
  for (const [column, value] of Object.entries(input.stored ?? {})) {
    hold(column, stored[0]?.[column], value);
  }
  const kept = failed.map((line): Record<string, unknown> => JSON.parse(line));
  const sent: unknown[] = JSON.parse(String(input.body).replace(/^\ufeff/, '')).events;
  results.forEach(({ status, reason }, index) => {
    if (status === 'accepted') return;
    const line = kept.find((candidate) => candidate.index === index);
    hold(`reason kept of ${index}`, line?.reason, reason);
    if (line?.truncated) return;
    const bytes = Buffer.from(String(line?.bytes), 'base64').toString();
    hold(`bytes kept of ${index}`, JSON.parse(bytes), sent[index]);
    if (!String(input.body).includes(bytes)) wrong.push(`bytes of ${index} were not sent so`);
  });
  return wrong;
}

/** What both doors of the collector promise. */
export function describeCollectorDoor(name: string, open: () => Promise<DoorUnderTest>): void {
  describe(`collector door ${name}`, () => {
    let door: DoorUnderTest;
    beforeAll(async () => {
      door = await open();
    });
    afterAll(() => door.close());

    test.each(collectorInputs(SAMPLE_TIME, TEAPOT_PRICE))(
      '$row $what → $status $code $results',
      async (input) => {
        expect(await judgeInput(door, input)).toEqual([]);
        expect(Object.getPrototypeOf({})).not.toHaveProperty('admin');
      },
    );

    test.each(['constructor', '__proto__', 'toString', 'Nowhere/Atlantis'])(
      'the time zone %s costs no event',
      async (time_zone) => {
        const batch = { ...sampleBatch(), context: { ...sampleBatch().context, time_zone } };
        const input = { row: '', what: '', body: JSON.stringify(batch), status: 200 };
        expect(await judgeInput(door, { ...input, results: ['accepted'] })).toEqual([]);
      },
    );

    test('another version of the batch is refused', async () => {
      const body = JSON.stringify({ ...sampleBatch(), v: 2 });
      expect(
        await judgeInput(door, { row: '', what: '', body, status: 400, code: 'shape' }),
      ).toEqual([]);
    });

    test('a purchase from a browser is kept as a failed event', async () => {
      const body = JSON.stringify(sampleBatch([sampleWireEvent({ event_type: 'purchase' })]));
      const input = { row: '', what: '', body, status: 200, results: ['server_only'] };
      expect(await judgeInput(door, input)).toEqual([]);
    });

    test('a body that trickles in is answered 408 at the deadline, others meanwhile', async () => {
      const order: string[] = [];
      const late = speak(door, { head: 'content-length: 100\r\n', body: '{"v":1' }, true);
      void late.then(({ status }) => order.push(`late ${status}`));
      const body = JSON.stringify(sampleBatch());
      const { status } = await send(door, { body });
      order.push(`other ${status}`);
      await late;
      expect(order).toEqual(['other 200', 'late 408']);
    });
  });
}

function codeOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { code?: unknown }).code;
  } catch {
    return text;
  }
}

function ask(door: OpenDoor, input: CollectorInput): Promise<Answered> {
  return input.raw ? speak(door, input.raw) : send(door, input);
}

function send(
  door: OpenDoor,
  { method = 'POST', headers, body }: Pick<CollectorInput, 'method' | 'headers' | 'body'>,
): Promise<Answered> {
  return new Promise((resolve) => {
    let text = '';
    let status: number | null = null;
    const finish = () => resolve({ status, text });
    const all: Record<string, string | number> = { 'content-type': 'application/json', ...headers };
    if (all['content-type'] === '') delete all['content-type'];
    if (body !== undefined) all['content-length'] = Buffer.byteLength(body);
    const { port, path } = door;
    // The server may cut off what it refused while it is still being sent.
    httpRequest(
      { host: '127.0.0.1', port, path, method, headers: all, agent: false },
      (response) => {
        status = response.statusCode ?? null;
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('close', finish);
      },
    )
      .on('error', finish)
      .end(body);
  });
}

/** Speaks HTTP by hand, then closes its half of the connection unless it is to stay open. */
function speak(
  door: OpenDoor,
  { head, body }: { head: string; body: string },
  stayOpen = false,
): Promise<Answered> {
  return new Promise((resolve) => {
    const socket = connect(door.port, '127.0.0.1');
    let heard = '';
    const finish = () => {
      socket.destroy();
      const status = /^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1];
      const text = /\r\n\r\n(?:[0-9a-f]+\r\n)?(.*)/s.exec(heard)?.[1] ?? '';
      resolve({ status: status ? Number(status) : null, text: text.split('\r\n')[0] ?? '' });
    };
    socket.setTimeout(15_000, finish);
    socket.on('error', finish).on('close', finish);
    socket.on('data', (chunk) => {
      heard += chunk;
      if (/\r\n\r\n(?:[0-9a-f]+\r\n)?./s.test(heard)) finish();
    });
    const start = `POST ${door.path} HTTP/1.1\r\nhost: 127.0.0.1:${door.port}\r\ncontent-type: application/json\r\n`;
    socket.write(`${start}${head}\r\n${body}`);
    if (!stayOpen) socket.end();
  });
}
