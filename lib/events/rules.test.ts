import { describe, expect, test } from 'vitest';
import { scrubTerm } from './page-url';
import { purchaseEventId } from './purchase-event-id';
import { sessionEnded } from './session-rule';
import { withFlag } from './vocabulary';

const HOUR = 60 * 60 * 1000;

describe('session rule', () => {
  test('a session ends after 30 minutes of rest or 24 hours in all', () => {
    expect(sessionEnded(0, 0, 30 * 60 * 1000 - 1)).toBe(false);
    expect(sessionEnded(0, 0, 30 * 60 * 1000)).toBe(true);
    expect(sessionEnded(0, 24 * HOUR - 1, 24 * HOUR - 1)).toBe(false);
    expect(sessionEnded(0, 24 * HOUR - 1, 24 * HOUR)).toBe(true);
  });
});

describe('scrubbing', () => {
  test('takes out what people paste by mistake', () => {
    expect(scrubTerm(' mug for joe@example.com 4111 1111 1111 1111 ')).toBe(
      'mug for [email] [number]',
    );
    expect(scrubTerm('teapot 500 ml')).toBe('teapot 500 ml');
    expect(scrubTerm(`${'a'.repeat(199)}🫖`)).toBe('a'.repeat(199));
  });
});

describe('flags', () => {
  test('stand in the order of the list, each once', () => {
    expect(withFlag(undefined, 'bfcache')).toBe('bfcache');
    expect(withFlag('bfcache', 'repaired')).toBe('repaired bfcache');
    expect(withFlag('repaired bfcache', 'bfcache')).toBe('repaired bfcache');
  });
});

describe('purchase event ids', () => {
  const order = '019ab4d2-5b3b-7abc-8def-0123456789ab';

  test('keep the time of the order and differ by product', () => {
    const [a, b] = [purchaseEventId(order, 'teapot-clay'), purchaseEventId(order, 'mug-sage')];
    expect(a).toMatch(/^019ab4d2-5b3b-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(b.slice(0, 13)).toBe(a.slice(0, 13));
    expect(a).not.toBe(b);
    expect(purchaseEventId(order, 'teapot-clay')).toBe(a);
  });
});
