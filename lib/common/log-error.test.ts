import { expect, test, vi } from 'vitest';
import { logError } from './log-error';

test('a fault is one line of JSON, whatever a client put into its message', () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const hostile = 'a\r\n{"level":"info"}\u001b[31m\u009b2J\u2028\u202eb" \\ \ud800';
  logError('collector', new Error(hostile));
  const [line = ''] = error.mock.calls.map(([text]) => String(text));
  error.mockClear();
  expect(line).toMatch(/^[ -~]+$/);
  expect(JSON.parse(line)).toMatchObject({ level: 'error', where: 'collector', message: hostile });
});
