import { describe, expect, test } from 'vitest';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { validateWireEvent } from './validate';

const nested = (levels: number): unknown => (levels === 0 ? 1 : { deeper: nested(levels - 1) });

describe('validating an event from the wire', () => {
  test('takes a sound event as it is', () => {
    const event = sampleWireEvent();
    expect(validateWireEvent(event)).toEqual({ ok: true, event, unknown: null, repaired: false });
  });

  test.each([
    ['null', null, 'not_object'],
    ['a list', [], 'not_object'],
    [
      '65 keys',
      Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`k${n}`, n])),
      'too_many_keys',
    ],
    ['a key outside the alphabet', { ...sampleWireEvent(), 'Bad Key': 1 }, 'bad_key'],
    ['__proto__ as a key of its own', JSON.parse(`{"__proto__":{"admin":true}}`), 'bad_key'],
    ['nesting beyond 8', { ...sampleWireEvent(), deep: nested(9) }, 'too_deep'],
    ['an unknown event type', { ...sampleWireEvent(), event_type: 'refund' }, 'unknown_type'],
    ['a page outside the list', { ...sampleWireEvent(), page: 'nowhere' }, 'bad_field'],
    ['no event_id', { ...sampleWireEvent(), event_id: undefined }, 'bad_id'],
    ['no user_id', { ...sampleWireEvent(), user_id: undefined }, 'missing_field'],
    ['a number as a string', { ...sampleWireEvent(), position: '3' }, 'bad_field'],
    ['a fraction of a unit', { ...sampleWireEvent(), quantity: 1.5 }, 'bad_field'],
    ['a negative quantity', { ...sampleWireEvent(), quantity: -1 }, 'bad_field'],
    [
      'an infinite quantity',
      { ...sampleWireEvent(), quantity: Number.POSITIVE_INFINITY },
      'bad_field',
    ],
    ['seq beyond 2^53', { ...sampleWireEvent(), seq: 2 ** 53 + 2 }, 'bad_field'],
    ['text beyond its limit', { ...sampleWireEvent(), user_id: 'x'.repeat(65) }, 'bad_field'],
  ])('refuses %s', (_what, raw, reason) => {
    expect(validateWireEvent(raw)).toMatchObject({ ok: false, reason });
  });

  test('keeps unknown fields apart and drops what only the collector may set', () => {
    const read = validateWireEvent({
      ...sampleWireEvent(),
      unit_price: 0.01,
      actor: 'bot',
      shoe_size: 43,
    });
    expect(read).toMatchObject({ ok: true, unknown: { shoe_size: 43 } });
    expect(read.ok && 'unit_price' in read.event).toBe(false);
    expect(read.ok && 'actor' in read.event).toBe(false);
  });

  test('repairs what no reader could hold and says so', () => {
    const read = validateWireEvent({
      ...sampleWireEvent(),
      user_id: 'a\u0000b',
      search_term: 'x\ud800y',
    });
    expect(read).toMatchObject({
      ok: true,
      repaired: true,
      event: { user_id: 'ab', search_term: 'x\ufffdy' },
    });
  });

  test('cuts URLs down to what may be kept', () => {
    const read = validateWireEvent({
      ...sampleWireEvent(),
      referrer_url: `https://joe:secret@mail.example/inbox?token=1&utm_source=letter#top`,
      page_url: `/category/tea?sort=price&email=joe@example.com`,
    });
    expect(read).toMatchObject({
      event: {
        referrer_url: 'https://mail.example/inbox?utm_source=letter',
        page_url: '/category/tea?sort=price',
      },
    });
    const script = validateWireEvent({ ...sampleWireEvent(), referrer_url: 'javascript:alert(1)' });
    expect(script).toMatchObject({ ok: true, event: { referrer_url: null } });
    const long = validateWireEvent({
      ...sampleWireEvent(),
      referrer_url: `https://a.example/${'x'.repeat(10_000)}`,
    });
    expect(long).toMatchObject({ ok: true });
  });

  test('leaves the prototype of objects alone', () => {
    validateWireEvent(
      JSON.parse(`{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`),
    );
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
