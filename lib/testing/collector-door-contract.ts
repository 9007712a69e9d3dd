import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemorySink } from '@/lib/delivery/memory';
import { sampleBatch } from './collector-fixture';
import { sampleWireEvent } from './sample-events';

/** A listening door whose collector delivers into memory. */
export interface DoorUnderTest {
  readonly port: number;
  readonly sink: MemorySink;
  close(): Promise<void>;
}

interface Input {
  readonly what: string;
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
  readonly method?: string;
  readonly status: number;
  readonly code?: string;
  /** Statuses of the events, for a 200. */
  readonly results?: readonly string[];
}

const json = (value: unknown) => JSON.stringify(value);
const event = (changes: object) => ({ ...sampleWireEvent(), ...changes });

/** What a door answers to whole requests and to single events: the same through every door. */
const INPUTS: readonly Input[] = [
  { what: 'a sound batch', body: json(sampleBatch()), status: 200, results: ['accepted'] },
  ...['constructor', '__proto__', 'toString', 'Nowhere/Atlantis'].map((time_zone) => ({
    what: `the time zone ${time_zone}`,
    body: json({ ...sampleBatch(), context: { ...sampleBatch().context, time_zone } }),
    status: 200,
    results: ['accepted'],
  })),
  { what: 'an empty body', body: '', status: 400, code: 'empty' },
  { what: 'null', body: 'null', status: 400, code: 'shape' },
  { what: 'a number', body: '42', status: 400, code: 'shape' },
  { what: 'a list', body: '[]', status: 400, code: 'shape' },
  { what: 'cut JSON', body: '{"v":1,', status: 400, code: 'malformed' },
  {
    what: 'NaN',
    body: json(sampleBatch()).replace('"position":3', '"position":NaN'),
    status: 400,
    code: 'malformed',
  },
  {
    what: 'a byte order mark',
    body: `\ufeff${json(sampleBatch())}`,
    status: 200,
    results: ['accepted'],
  },
  { what: 'invalid UTF-8', body: Buffer.from([0x7b, 0xff, 0x7d]), status: 400, code: 'encoding' },
  {
    what: 'UTF-16',
    body: Buffer.from(json(sampleBatch()), 'utf16le'),
    status: 400,
    code: 'encoding',
  },
  { what: 'no events', body: json(sampleBatch([])), status: 400, code: 'shape' },
  {
    what: '501 events',
    body: json(sampleBatch(Array.from({ length: 501 }, () => 1))),
    status: 413,
    code: 'too_large',
  },
  {
    what: '300 KiB',
    body: json({ ...sampleBatch(), padding: 'x'.repeat(300 * 1024) }),
    status: 413,
    code: 'too_large',
  },
  { what: 'another version', body: json({ ...sampleBatch(), v: 2 }), status: 400, code: 'shape' },
  {
    what: 'text/plain',
    body: json(sampleBatch()),
    headers: { 'content-type': 'text/plain;charset=UTF-8' },
    status: 200,
    results: ['accepted'],
  },
  {
    what: 'text/html',
    body: json(sampleBatch()),
    headers: { 'content-type': 'text/html' },
    status: 415,
    code: 'unsupported_type',
  },
  {
    what: 'gzip',
    body: json(sampleBatch()),
    headers: { 'content-encoding': 'gzip' },
    status: 415,
    code: 'unsupported_type',
  },
  {
    what: 'a foreign origin',
    body: json(sampleBatch()),
    headers: { origin: 'https://evil.example' },
    status: 403,
    code: 'foreign_origin',
  },
  {
    what: 'origin null',
    body: json(sampleBatch()),
    headers: { origin: 'null' },
    status: 403,
    code: 'foreign_origin',
  },
  { what: 'GET', method: 'GET', status: 405, code: 'method' },
  { what: 'OPTIONS', method: 'OPTIONS', status: 405, code: 'method' },
  { what: 'DELETE', method: 'DELETE', status: 405, code: 'method' },
  {
    what: 'good and bad events together',
    body: json(
      sampleBatch([sampleWireEvent(), event({ event_type: 'refund' }), sampleWireEvent()]),
    ),
    status: 200,
    results: ['accepted', 'rejected', 'accepted'],
  },
  {
    what: 'an event above 16 KiB among good ones',
    body: json(sampleBatch([event({ surplus: 'x'.repeat(17 * 1024) }), sampleWireEvent()])),
    status: 200,
    results: ['rejected', 'accepted'],
  },
  {
    what: 'a lone surrogate',
    body: json(sampleBatch([event({ user_id: 'a\ud800b' })])),
    status: 200,
    results: ['rejected'],
  },
  {
    what: 'a line break in text',
    body: json(sampleBatch([event({ search_term: 'a\nb' })])),
    status: 200,
    results: ['accepted'],
  },
  {
    what: '1e400',
    body: json(sampleBatch()).replace('"position":3', '"position":1e400'),
    status: 200,
    results: ['rejected'],
  },
  {
    what: 'nesting a thousand deep',
    body: json(sampleBatch()).replace(
      '"position":3',
      `"deep":${'['.repeat(1000)}${']'.repeat(1000)}`,
    ),
    status: 200,
    results: ['rejected'],
  },
  {
    what: 'the prototype as a key',
    body: json(sampleBatch()).replace('"position":3', '"__proto__":{"admin":1}'),
    status: 200,
    results: ['rejected'],
  },
  {
    what: 'a purchase from a browser',
    body: json(sampleBatch([event({ event_type: 'purchase' })])),
    status: 200,
    results: ['rejected'],
  },
  {
    what: 'an id that is no UUIDv7',
    body: json(sampleBatch([event({ event_id: 'abc' })])),
    status: 200,
    results: ['rejected'],
  },
];

/** What both doors of the collector promise. */
export function describeCollectorDoor(name: string, open: () => Promise<DoorUnderTest>): void {
  describe(`collector door ${name}`, () => {
    let door: DoorUnderTest;
    beforeAll(async () => {
      door = await open();
    });
    afterAll(() => door.close());

    test.each(INPUTS)(
      '$what → $status $code',
      async ({ body, headers, method, status, code, results }) => {
        const response = await fetch(`http://127.0.0.1:${door.port}/api/events`, {
          method: method ?? 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        });
        const answer = await response.json();
        expect({ status: response.status, code: answer.code }).toEqual({ status, code });
        if (results) {
          expect(answer.results.map((result: { status: string }) => result.status)).toEqual(
            results,
          );
        }
      },
    );

    test('what it accepts and what it rejects are both kept', async () => {
      const [good, bad] = [sampleWireEvent(), event({ page: 'nowhere' })];
      const before = {
        events: door.sink.lines.events.length,
        failed: door.sink.lines.failed.length,
      };
      await fetch(`http://127.0.0.1:${door.port}/api/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: json(sampleBatch([good, bad])),
      });
      expect(
        door.sink.lines.events.slice(before.events).map((line) => JSON.parse(line).event_id),
      ).toEqual([good.event_id]);
      const [kept] = door.sink.lines.failed.slice(before.failed).map((line) => JSON.parse(line));
      expect(kept).toMatchObject({ reason: 'bad_field', field: 'page', index: 1 });
      expect(JSON.parse(Buffer.from(kept.bytes, 'base64').toString())).toEqual(bad);
    });

    test('an endless body without a length is cut off at the limit', async () => {
      const answer = await raw(door.port, 'transfer-encoding: chunked', function* () {
        for (let i = 0; i < 100; i++) yield `4000\r\n${'x'.repeat(0x4000)}\r\n`;
      });
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    });

    test('a body that lies about its length is not believed', async () => {
      const answer = await raw(door.port, 'content-length: 9999999999', function* () {
        yield '{"v":1}';
      });
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    });
  });
}

/** Speaks HTTP by hand; answers what came back before the other side or the limit closed. */
function raw(port: number, lengthHeader: string, body: () => Generator<string>): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const finish = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(8_000, finish);
    socket.on('error', finish).on('close', finish);
    socket.on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('\r\n\r\n')) finish();
    });
    socket.write(
      `POST /api/events HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n${lengthHeader}\r\n\r\n`,
    );
    for (const part of body()) socket.write(part);
  });
}
