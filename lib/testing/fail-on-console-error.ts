import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest';

/** A test that makes the code complain on stderr must say so itself, by replacing the spy. */
beforeEach(() => {
  vi.spyOn(console, 'error');
  vi.spyOn(console, 'warn');
});

afterEach(() => {
  const complaints = [console.error, console.warn].flatMap((log) =>
    vi.isMockFunction(log) ? log.mock.calls : [],
  );
  vi.restoreAllMocks();
  expect(complaints, 'unexpected console.error or console.warn').toEqual([]);
});

/** The next file may run in the same process. */
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});
