import { gzipSync } from 'node:zlib';
import { DAY_MS, toIso } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import type { EventBatch } from '@/lib/events/batch';
import { sampleBatch } from './collector-fixture';
import { sampleWireEvent } from './sample-events';

/** One hostile or odd request and what every door must answer. */
export interface CollectorInput {
  /** Number in the list of thirty malformed inputs, with a letter for its variants. */
  readonly row: string;
  readonly what: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Spoken by hand where no client would send it: head lines after the first, then the body. */
  readonly raw?: { readonly head: string; readonly body: string };
  /** Null where the sender may also be left without an answer. */
  readonly status: number | null;
  readonly code?: string;
  /** Of each event of a 200: `accepted`, or the reason it was rejected for. */
  readonly results?: readonly string[];
  /** What the accepted event must hold; `undefined` where a column must be absent. */
  readonly stored?: Readonly<Record<string, unknown>>;
  /** Where the design answers otherwise than the list of thirty. */
  readonly design?: string;
}

/** The inputs with fresh ids, for a collector whose clock is near `now` and whose teapot costs so much. */
export function collectorInputs(now: number, teapotPrice: number): readonly CollectorInput[] {
  const event = (changes: object = {}) => ({
    ...sampleWireEvent({ event_id: uuidV7(now), timestamp: toIso(now) }),
    ...changes,
  });
  const body = (events: readonly unknown[] = [event()], changes: Partial<EventBatch> = {}) =>
    JSON.stringify(sampleBatch(events, { sent_at: toIso(now), ...changes }));
  /** A sound batch whose event has this JSON text in place of its position. */
  const withPosition = (json: string) => body().replace('"position":3', json);
  const accepted = (row: string, what: string, sent: string | Buffer, more: object = {}) => ({
    row,
    what,
    body: sent,
    status: 200,
    results: ['accepted'],
    ...more,
  });
  const rejected = (
    row: string,
    what: string,
    reason: string,
    sent: string,
    more: object = {},
  ) => ({
    row,
    what,
    body: sent,
    status: 200,
    results: [reason],
    ...more,
  });
  const refused = (row: string, what: string, status: number, code: string, more: object) => ({
    row,
    what,
    status,
    code,
    ...more,
  });
  const twin = event();
  const nested = (levels: number) => `"deep":${'['.repeat(levels)}${']'.repeat(levels)}`;

  return [
    refused('1', 'an empty body', 400, 'empty', { body: '' }),
    ...['null', '42', '"x"', '[]'].map((text) =>
      refused('2', `${text} at the top`, 400, 'shape', { body: text }),
    ),
    refused('3', 'JSON cut short', 400, 'malformed', { body: body().slice(0, -9) }),
    {
      row: '3b',
      what: 'a body shorter than its length, then a closed connection',
      raw: { head: 'content-length: 9999\r\n', body: body() },
      status: null,
      code: 'cut',
    },
    accepted('4', 'a byte order mark', `\ufeff${body()}`),
    refused('5', 'an invalid UTF-8 byte in a string', 400, 'encoding', {
      body: Buffer.from(body([event({ search_term: '\u00ff' })]), 'latin1'),
    }),
    refused('6', 'UTF-16', 400, 'encoding', { body: Buffer.from(body(), 'utf16le') }),
    accepted('7', 'a lone surrogate in text', body([event({ search_term: 'a\ud800b' })]), {
      stored: { search_term: 'a\ufffdb', flags: 'repaired' },
    }),
    rejected('7b', 'a lone surrogate in an id', 'bad_field', body([event({ user_id: 'a\ud800' })])),
    accepted('7c', 'a lone surrogate in a surplus field', body([event({ note: 'a\ud800b' })]), {
      stored: { extra: '{"note":"a\ufffdb"}', flags: 'repaired' },
    }),
    accepted('8', 'control characters', body([event({ search_term: 'a\u0000\u0007b' })]), {
      stored: { search_term: 'ab', flags: 'repaired' },
    }),
    accepted(
      '9',
      'line breaks, an escape sequence and a direction override',
      body([event({ search_term: 'a\r\nb\u2028c\u001b[31md\u202ee' })]),
      { stored: { search_term: 'abc[31mde', flags: 'repaired' } },
    ),
    rejected('10', 'nesting nine deep', 'too_deep', withPosition(nested(8))),
    accepted('10b', 'nesting eight deep', withPosition(nested(7)), {
      stored: { extra: `{${nested(7)}}` },
    }),
    refused('10c', 'nesting a million deep', 413, 'too_large', {
      body: withPosition(nested(1_000_000)),
    }),
    rejected(
      '10d',
      'nesting beyond the stack in 256 KiB',
      'too_large',
      withPosition(nested(120_000)),
    ),
    rejected('11', '65 keys', 'too_many_keys', body([event(keys(65))])),
    refused('11b', 'a million keys', 413, 'too_large', { body: body([event(keys(1_000_000))]) }),
    rejected('12', 'the prototype as a key', 'bad_key', withPosition('"__proto__":{"admin":1}')),
    rejected(
      '12b',
      'the constructor as a key',
      'bad_key',
      withPosition('"constructor":{"prototype":{"admin":1}}'),
    ),
    accepted('13', 'the same key twice', withPosition('"position":3,"position":4'), {
      stored: { position: 4 },
    }),
    rejected('14', '1e400', 'bad_field', withPosition('"position":1e400')),
    accepted('14b', 'minus zero', withPosition('"surplus":-0'), {
      stored: { extra: '{"surplus":0}' },
      design: 'every number of the contract starts at 1, so zero is seen in a surplus field',
    }),
    rejected('14c', '2^53 + 1', 'bad_field', withPosition('"position":9007199254740993')),
    refused('14d', 'NaN', 400, 'malformed', { body: withPosition('"position":NaN') }),
    ...[-1, 0, 1.5, 1e9].map((quantity) =>
      rejected(
        '15',
        `a quantity of ${quantity}`,
        'bad_field',
        body([event({ event_type: 'add_to_cart', quantity })]),
      ),
    ),
    ...[-1, 0.01, 19.999, 1e12].map((unit_price) =>
      accepted(
        '15b',
        `a price of ${unit_price}`,
        body([event({ event_type: 'add_to_cart', quantity: 1, unit_price, currency: 'XXX' })]),
        {
          stored: { unit_price: teapotPrice, currency: 'EUR', extra: undefined },
          design: 'prices come from the catalogue; a client cannot send one, so none is wrong',
        },
      ),
    ),
    rejected('16', 'an unknown type', 'unknown_type', body([event({ event_type: 'refund' })])),
    accepted('17', 'a field nobody knows', body([event({ shoe_size: 43 })]), {
      stored: { extra: '{"shoe_size":43}' },
    }),
    accepted(
      '17b',
      'more surplus than fits',
      body([event({ size: 43, novel: 'x'.repeat(1500) })]),
      {
        stored: { extra: '{"size":43}' },
      },
    ),
    rejected('18', 'no event_id', 'bad_id', body([event({ event_id: undefined })])),
    ...['abc', '0b0e7c3a-9d1f-4b7e-8f3a-1c2d3e4f5a6b', '00000000-0000-0000-0000-000000000000'].map(
      (event_id) =>
        rejected('18b', `the event_id ${event_id}`, 'bad_id', body([event({ event_id })])),
    ),
    ...[3_650, -60].map((days) =>
      rejected(
        '19',
        `an id minted ${days} days from now`,
        'bad_time',
        body([event({ event_id: uuidV7(now + days * DAY_MS) })]),
      ),
    ),
    accepted('20', 'one event twice', body([twin, twin]), {
      results: ['accepted', 'accepted'],
      design: 'delivery is at-least-once: two lines may lie in the lake, the relation holds one',
    }),
    rejected('20b', 'two events under one id', 'accepted', body([twin, { ...twin, position: 9 }]), {
      results: ['accepted', 'id_collision'],
    }),
    ...[now, 0, 'yesterday', '2026-02-31T10:00:00.000Z', '2026-11-22 10:00:00'].map((timestamp) =>
      rejected('21', `the time ${timestamp}`, 'bad_field', body([event({ timestamp })])),
    ),
    refused('22', '501 events', 413, 'too_large', { body: body(new Array(501).fill(1)) }),
    refused('22b', 'no events', 400, 'shape', { body: body([]) }),
    refused('23', '300 KiB', 413, 'too_large', { body: 'x'.repeat(300 * 1024) }),
    refused('23b', 'an endless body without a length', 413, 'too_large', {
      raw: {
        head: 'transfer-encoding: chunked\r\n',
        body: `4000\r\n${'x'.repeat(0x4000)}\r\n`.repeat(40),
      },
    }),
    refused('23c', 'a length of 10 GB', 413, 'too_large', {
      raw: { head: 'content-length: 9999999999\r\n', body: '{"v":1}' },
    }),
    rejected(
      '24',
      'an event of 17 KiB among good ones',
      'too_large',
      body([event({ surplus: 'x'.repeat(17 * 1024) }), event()]),
      { results: ['too_large', 'accepted'] },
    ),
    ...['gzip', 'br', 'gzip, gzip'].map((encoding) =>
      refused('25', `content-encoding ${encoding}`, 415, 'unsupported_type', {
        headers: { 'content-encoding': encoding },
        body: gzipSync(Buffer.alloc(8 * 1024 * 1024)),
      }),
    ),
    ...['text/html', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16', ''].map(
      (type) =>
        refused('26', `content-type ${type || 'of none'}`, 415, 'unsupported_type', {
          headers: { 'content-type': type },
          body: body(),
        }),
    ),
    accepted('26b', 'text/plain, as a beacon sends it', body(), {
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
    }),
    ...['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'].map((method) => ({
      row: '27',
      what: method,
      method,
      status: 405,
    })),
    {
      row: '28',
      what: 'both a length and chunks',
      raw: { head: 'content-length: 5\r\ntransfer-encoding: chunked\r\n', body: '0\r\n\r\n' },
      status: 400,
    },
    {
      row: '28b',
      what: 'a header of 20 KiB',
      raw: { head: `x-large: ${'x'.repeat(20 * 1024)}\r\ncontent-length: 2\r\n`, body: '{}' },
      status: 431,
    },
    {
      row: '28c',
      what: 'a line break inside a header',
      raw: { head: 'x-note: a\rset-cookie: b\r\ncontent-length: 2\r\n', body: '{}' },
      status: 400,
    },
    ...['https://evil.example', 'null'].map((origin) =>
      refused('29', `the origin ${origin}`, 403, 'foreign_origin', {
        headers: { origin },
        body: body(),
      }),
    ),
    refused('29b', 'another site, as the browser says', 403, 'foreign_origin', {
      headers: { 'sec-fetch-site': 'cross-site' },
      body: body(),
    }),
    accepted('29c', 'no word of where it comes from', body(), {
      stored: { flags: undefined },
      design: 'the closed list of flags has none for it',
    }),
    accepted(
      '30',
      'addresses with credentials, an e-mail address and a token',
      body([
        event({
          referrer_url:
            'https://eve:secret@news.example/a?token=t&utm_source=mail&email=a@b.co#frag',
          page_url: '/search?q=a%40b.co&session=s3cret&utm_campaign=spring',
        }),
      ]),
      {
        stored: {
          referrer_url: 'https://news.example/a?utm_source=mail',
          page_url: '/search?q=%5Bemail%5D&utm_campaign=spring',
        },
      },
    ),
    accepted(
      '30b',
      'an address of 2 KiB',
      body([event({ referrer_url: `https://news.example/${'a'.repeat(2_000)}` })]),
      { stored: { referrer_url: `https://news.example/${'a'.repeat(1_003)}` } },
    ),
    accepted(
      '30c',
      'a javascript: address',
      body([event({ referrer_url: 'javascript:alert(1)' })]),
      {
        stored: { referrer_url: null },
      },
    ),
  ];
}

function keys(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));
}
