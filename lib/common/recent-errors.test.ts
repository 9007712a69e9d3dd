import { beforeEach, expect, test, vi } from 'vitest';
import { logError } from './log-error';
import { recentErrors, rememberError } from './recent-errors';

beforeEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for('footfall.recent-errors'));
});

test('the newest comes first, and the same again is counted', () => {
  rememberError('disk', 'full', () => 1);
  rememberError('disk', 'full', () => 2);
  rememberError('disk', 'gone', () => 3);
  rememberError('disk', 'full', () => 4);
  expect(recentErrors()).toEqual([
    { atMs: 4, where: 'disk', message: 'full', times: 1 },
    { atMs: 3, where: 'disk', message: 'gone', times: 1 },
    { atMs: 2, where: 'disk', message: 'full', times: 2 },
  ]);
});

test('memory is bounded, by errors and by their length', () => {
  for (let i = 0; i < 500; i++) rememberError('a', `${i} ${'x'.repeat(10_000)}`);
  const errors = recentErrors();
  expect(errors).toHaveLength(50);
  expect(errors[0]?.message).toMatch(/^499 x+…$/);
  expect(errors[0]?.message.length).toBeLessThanOrEqual(501);
});

test('what is logged is remembered', () => {
  const written = vi.spyOn(console, 'error').mockReturnValue();
  logError('collector', new Error('out of order'));
  expect(written).toHaveBeenCalledOnce();
  expect(recentErrors()[0]).toMatchObject({ where: 'collector', message: 'out of order' });
  written.mockRestore();
});

test('another copy of this module remembers the same', async () => {
  rememberError('here', 'once');
  vi.resetModules();
  const copy = await import('./recent-errors');
  expect(copy.recentErrors).not.toBe(recentErrors);
  expect(copy.recentErrors()).toEqual(recentErrors());
});
