import { describe, expect, test, vi } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import type { EventBatch } from '@/lib/events/batch';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';
import { backoffMs, postBatch } from './transport';

describe('transport', () => {
  const batch: EventBatch = {
    v: 1,
    batch_id: 'batch-1',
    sent_at: new Date(SAMPLE_TIME).toISOString(),
    context: { user_agent: '', time_zone: '', touch: false, store: 'idb' },
    events: [sampleWireEvent({ event_id: 'a' })],
  };
  const answering = (body: string, init: ResponseInit = {}) =>
    postBatch(batch, async () => new Response(body, init));

  test('lets go of the ids that our own answer names', async () => {
    const ack = { v: 1, batch_id: 'batch-1', results: [{ event_id: 'a', status: 'rejected' }] };
    expect(await answering(JSON.stringify(ack))).toEqual({ kind: 'acked', ids: ['a'] });
  });

  test.each([
    ['a captive portal', '<html>Welcome to the airport</html>', {}],
    ['an empty 204', null, { status: 204 }],
    ['an answer without results', '{"v":1,"batch_id":"batch-1"}', {}],
    [
      'an answer that names other ids',
      '{"v":1,"batch_id":"batch-1","results":[{"event_id":"b"}]}',
      {},
    ],
    [
      'the answer to another batch',
      '{"v":1,"batch_id":"batch-2","results":[{"event_id":"a"}]}',
      {},
    ],
    [
      'a proxy that forbids',
      '{"v":1,"batch_id":"batch-1","results":[{"event_id":"a"}]}',
      { status: 403 },
    ],
    ['JSON that is not ours', '{"ok":true}', {}],
  ])('lets go of nothing for %s', async (_what, body, init) => {
    const outcome = await postBatch(batch, async () => new Response(body, init));
    expect(outcome).toEqual({ kind: 'later', afterMs: 0 });
  });

  test('waits as long as it is told, give or take a fifth', async () => {
    expect(await answering('{}', { status: 503, headers: { 'retry-after': '7' } })).toEqual({
      kind: 'later',
      afterMs: 7000,
    });
    expect(backoffMs(0, 7000, () => 0)).toBeCloseTo(5600);
    expect(backoffMs(0, 7000, () => 1)).toBeCloseTo(8400);
  });

  test('backs off with full jitter up to five minutes', () => {
    expect(backoffMs(3, 0, () => 0.5)).toBe(4000);
    expect(backoffMs(50, 0, () => 0)).toBe(5 * MINUTE_MS);
    expect(backoffMs(0, 40 * 24 * HOUR_MS, () => 0.5)).toBe(5 * MINUTE_MS);
  });

  test('knows a batch that our collector will never take, and only ours', async () => {
    expect(await answering('{"code":"shape"}', { status: 400 })).toEqual({ kind: 'refused' });
    expect(await answering('Bad Request', { status: 400 })).toEqual({
      kind: 'later',
      afterMs: 0,
    });
    expect(await answering('{"code":"blocked"}', { status: 400 })).toEqual({
      kind: 'later',
      afterMs: 0,
    });
  });

  test.each([408, 413])('sends less at once after a %i, whoever answers it', async (status) => {
    expect(await answering('<html>', { status })).toEqual({ kind: 'smaller' });
  });

  test('gives up on a request that never ends, and sends less at once', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort(late));
    const late = new DOMException('too late', 'TimeoutError');
    const outcome = await postBatch(batch, async (_url, init) => {
      init?.signal?.throwIfAborted();
      return new Response('{}');
    });
    vi.restoreAllMocks();
    expect(outcome).toEqual({ kind: 'smaller' });
  });

  test('heeds Retry-After on any answer, also one that is not ours', async () => {
    expect(await answering('<html>', { status: 503, headers: { 'retry-after': '9' } })).toEqual({
      kind: 'later',
      afterMs: 9000,
    });
  });

  test('an unreachable collector is no error of the page', async () => {
    const outcome = await postBatch(batch, () => Promise.reject(new TypeError('offline')));
    expect(outcome).toEqual({ kind: 'later', afterMs: undefined });
  });
});
