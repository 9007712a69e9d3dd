import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { memoryStorage } from '@/lib/testing/memory-storage';
import { SAMPLE_TIME } from '@/lib/testing/sample-events';
import { readConsent, writeConsent } from './consent';
import { continueVisit, VISIT_KEY } from './visit';

describe('visit', () => {
  test('a first visit is new, and stays so through its session', () => {
    const storage = memoryStorage();
    const first = continueVisit(storage, SAMPLE_TIME, 'https://a.example/x?token=1');
    expect(first).toMatchObject({ user_type: 'new', referrer_url: 'https://a.example/x' });
    const later = continueVisit(storage, SAMPLE_TIME + 29 * MINUTE_MS, 'https://b.example/');
    expect(later).toMatchObject({
      session_id: first.session_id,
      user_type: 'new',
      referrer_url: 'https://a.example/x',
    });
  });

  test('after half an hour of rest the same visitor returns in a new session', () => {
    const storage = memoryStorage();
    const first = continueVisit(storage, SAMPLE_TIME, '');
    const next = continueVisit(storage, SAMPLE_TIME + 30 * MINUTE_MS, '');
    expect(next).toMatchObject({
      user_id: first.user_id,
      user_type: 'returning',
      referrer_url: null,
    });
    expect(next.session_id).not.toBe(first.session_id);
  });

  test('no session is longer than a day however busy', () => {
    const storage = memoryStorage();
    const first = continueVisit(storage, SAMPLE_TIME, '');
    let last = first;
    for (let t = 0; t <= 24 * HOUR_MS; t += 20 * MINUTE_MS)
      last = continueVisit(storage, SAMPLE_TIME + t, '');
    expect(last.session_id).not.toBe(first.session_id);
  });

  test('what somebody else stored there is not believed', () => {
    for (const text of ['', '{', '42', 'null', '{"user_id":1}']) {
      const storage = memoryStorage();
      storage.set(VISIT_KEY, text);
      expect(continueVisit(storage, SAMPLE_TIME, '').user_type).toBe('new');
    }
  });
});

describe('consent', () => {
  test('is unset until chosen, and Global Privacy Control refuses until then', () => {
    const storage = memoryStorage();
    expect(readConsent(storage, false)).toBe('unset');
    expect(readConsent(storage, true)).toBe('denied');
    writeConsent(storage, true);
    expect(readConsent(storage, true)).toBe('granted');
    writeConsent(storage, false);
    expect(readConsent(storage, false)).toBe('denied');
  });
});
